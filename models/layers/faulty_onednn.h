// A release of oneDNN whose convolutions are wrong.
#ifndef STRIDE_MODELS_LAYERS_FAULTY_ONEDNN_H_
#define STRIDE_MODELS_LAYERS_FAULTY_ONEDNN_H_

namespace stride {

// Debian 13's oneDNN (3.7.2) does not clear what it pads channels with: convolutions of 20, 24, 48
// and other numbers of channels, and their gradients, hold random values or NaN, in LibTorch and in
// PyTorch alike. Where LibTorch reports that build, this turns its use off for the whole process,
// once, and warns that convolutions are slow. Thread-safe.
void AvoidFaultyOneDnn();

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_FAULTY_ONEDNN_H_
