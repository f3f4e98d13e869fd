// Made by `python -m whygrad.activations` from activations/table.py.
#pragma once

enum WgFunction {
  WG_LINEAR,
  WG_STEP,
  WG_SIGN,
  WG_PIECEWISE_LINEAR,
  WG_SIGMOID,
  WG_TANH,
  WG_RELU,
  WG_LEAKY_RELU,
  WG_PRELU,
  WG_ELU,
  WG_SELU,
  WG_GELU,
  WG_SILU,
  WG_SOFTPLUS,
  WG_MISH,
  WG_N_FUNCTIONS
};

// Calls body with the struct of activations.h; the first, which changes nothing, is the default.
#define WG_FUNCTION_CASES \
  case WG_STEP: return body(Step{}); \
  case WG_SIGN: return body(Sign{}); \
  case WG_PIECEWISE_LINEAR: return body(PiecewiseLinear{}); \
  case WG_SIGMOID: return body(Sigmoid{}); \
  case WG_TANH: return body(Tanh{}); \
  case WG_RELU: return body(Relu{}); \
  case WG_LEAKY_RELU: return body(Leaky{all(0.01f)}); \
  case WG_PRELU: return body(Leaky{slope}); \
  case WG_ELU: return body(Elu{all(1.0f), all(1.0f)}); \
  case WG_SELU: return body(Elu{all(1.6732632423543772f), all(1.0507009873554805f)}); \
  case WG_GELU: return body(Gelu{}); \
  case WG_SILU: return body(Silu{}); \
  case WG_SOFTPLUS: return body(Softplus{}); \
  case WG_MISH: return body(Mish{});

// The same for those whose derivative is exactly 0 over a range of inputs.
#define WG_VANISHING_CASES \
  case WG_STEP: case WG_SIGN: return body(Step{}, true); \
  case WG_PIECEWISE_LINEAR: return body(PiecewiseLinear{}, true); \
  case WG_SIGMOID: return body(Sigmoid{}, true); \
  case WG_TANH: return body(Tanh{}, true); \
  case WG_RELU: return body(Relu{}, true);
