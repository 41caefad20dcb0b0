// The output size of a convolution or pooling along one dimension, and its formula with the numbers
// filled in:
//
//   output = floor((input + 2*padding - dilation*(kernel - 1) - 1) / stride) + 1
//
// Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv 1603.07285,
// chapters 2 and 3. A result below 1 means that the window does not fit into the padded input.
#ifndef STRIDE_MODELS_CORE_OUTPUT_SIZE_H_
#define STRIDE_MODELS_CORE_OUTPUT_SIZE_H_

#include <cstdint>
#include <string>

namespace stride {

// A window that slides along one dimension; all lengths in pixels.
struct Window {
  int64_t kernel = 1;
  int64_t stride = 1;
  int64_t padding = 0;  // on each side
  int64_t dilation = 1;
  bool ceil_mode = false;  // pooling: a last, partial window counts if it starts before the padding
};

int64_t OutputSize(int64_t input, const Window& window);

// "(32 + 2*1 - 3)/1 + 1 = 32"; floor() and ceil() are written only where they change the result.
std::string OutputSizeFormula(int64_t input, const Window& window);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_OUTPUT_SIZE_H_
