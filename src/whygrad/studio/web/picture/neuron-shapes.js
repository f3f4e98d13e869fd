/**
 * The lines of the neuron and of the perceptron beside it, each on a square of 340 × 240, y downwards. Paths know M, C, L
 * and Z, absolute. `whygrad.views.plots.neuron` draws the same ones.
 */

export const WIDTH = 340;
export const HEIGHT = 240;

/** Parts of both drawings, in the order in which a signal passes them. */
export const PARTS = /** @type {const} */ (["dendrite", "synapse", "body", "axon"]);

export const NEURON = {
  /** One an input: a trunk and its branches. */
  dendrites: [
    "M148 104C130 92 116 74 88 66M124 84C112 70 106 56 92 42M104 71C96 74 86 82 78 90",
    "M148 136C130 148 116 166 88 174M124 156C112 170 106 184 92 198M104 169C96 166 86 158 78 150",
  ],
  /** What arrives from another neuron, and the knob at its end; the gap to the dendrite is the synapse. */
  fibers: ["M24 56C40 54 56 58 68 64", "M24 184C40 186 56 182 68 176"],
  knobs: [[74, 65], [74, 175]],
  body: "M142 98C152 78 188 76 204 98C218 112 218 128 204 142C188 164 152 162 142 142C126 130 126 110 142 98Z",
  nucleus: [172, 120, 13],
  axon: "M212 120L316 120M316 120C322 112 326 106 333 102M316 120C322 128 326 134 333 138",
  sheaths: [[222, 112, 24, 16], [252, 112, 24, 16], [282, 112, 24, 16]],
};

export const PERCEPTRON = {
  inputs: [[34, 66, 20], [34, 174, 20]],
  links: ["M54 66C94 66 106 108 140 112", "M54 174C94 174 106 132 140 128"],
  weights: [[108, 61], [108, 189]],
  bias: "M178 214L178 158",
  body: [178, 120, 38],
  step: "M184 132L198 132L198 108L210 108",
  output: "M216 120L280 120",
  answer: [302, 120, 22],
};
