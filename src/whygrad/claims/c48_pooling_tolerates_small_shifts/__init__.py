"""How much feature maps change when the image moves: pooled ones against ones of which every k-th value is kept."""
