// Initial values of a network's parameters: a pure function of names, shapes, scheme and seed, the
// same on every machine and in every thread.
#ifndef STRIDE_MODELS_CORE_INITIALIZE_H_
#define STRIDE_MODELS_CORE_INITIALIZE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "stride/models/core/named_tensor.h"

namespace stride {

// What fills the weights of convolutions [out, in, kh, kw] and dense layers [out, in], with
// fan_in = in*kh*kw and fan_out = out*kh*kw. U(b) is uniform on [-b, b), N(s) normal with deviation
// s.
enum class Initialisation {
  // PyTorch's own: weights and biases U(1/sqrt(fan_in)).
  kTorchDefault,
  // N(sqrt(2/fan_in)), biases 0. He et al., arXiv 1502.01852, section 2.2, forward.
  kHeFanIn,
  // Convolutions N(sqrt(2/fan_out)), biases 0 (section 2.2, backward); dense layers as
  // kTorchDefault: torchvision's residual networks.
  kHeFanOut,
  // U(sqrt(6/(fan_in + fan_out))), biases 0. Glorot and Bengio, AISTATS 2010, equation 16.
  kXavier,
  // Convolutions as kHeFanOut; dense layers N(0.01), biases 0: torchvision's VGG, MobileNet,
  // RegNet.
  kHeFanOutSmallHead,
  // Convolutions as kHeFanOut; dense layers U(1/sqrt(fan_out)), biases 0: EfficientNet.
  kHeFanOutUniformHead,
  // N(0.02), biases 0: torchvision's ConvNeXt and Swin, which cut off at a hundred deviations.
  kSmallNormal,
  // What a family was published with, where nothing above says it (LayerRule); else kTorchDefault.
  kPublished,
};

// Uniform on [-scale, scale), normal with deviation `scale`, or 0 where that is 0.
struct Distribution {
  bool normal = false;
  double scale = 0;
};

struct LayerInitialisation {
  Distribution weight;
  Distribution bias;
};

// What `scheme` has for a layer with `weight`, of two dimensions or more.
LayerInitialisation InitialisationOf(const at::Tensor& weight, Initialisation scheme);

// A family's own choice for a layer, by the name of its weight ("features.0.weight") and that
// weight, of two dimensions or more.
using LayerRule =
    std::function<LayerInitialisation(const std::string& name, const at::Tensor& weight)>;

// For the parameters whose names end in `suffix`, in place of what the scheme says.
struct SpecialInitialisation {
  std::string suffix;
  Distribution values;
};

// Fills each "*.weight" and its "*.bias". One-dimensional weights are those of norms: weight 1,
// bias 0. Parameters of other names keep their values, but for what `special` names.
// `published` is what kPublished stands for.
void InitializeParameters(const std::vector<NamedTensor>& parameters, Initialisation scheme,
                          uint64_t seed, const std::vector<SpecialInitialisation>& special = {},
                          const LayerRule& published = nullptr);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_INITIALIZE_H_
