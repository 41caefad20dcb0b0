#include "stride/models/convnext/convnext.h"

#include <ATen/ops/full.h>

#include <numeric>
#include <string>

#include "stride/models/convnext/convnext_module.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/activation.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/layer_norm.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/layers/residual.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

constexpr double kEpsilon = 1e-6;

at::Tensor ChannelsLast(const at::Tensor& images) { return images.permute({0, 2, 3, 1}); }
at::Tensor ChannelsFirst(const at::Tensor& images) { return images.permute({0, 3, 1, 2}); }

// A convolution without overlap: `side` x `side` pixels become one.
Conv2d Patches(int64_t in, int64_t out, int64_t side) {
  return Conv2d(torch::nn::Conv2dOptions(in, out, side).stride(side));
}

// Depthwise 7x7, then two dense layers on each pixel's channels.
Chain MakeBranch(int64_t width) {
  Chain branch;
  branch->push_back(Conv2d(torch::nn::Conv2dOptions(width, width, 7).padding(3).groups(width)));
  branch->push_back(ChannelsLast);
  branch->push_back(LayerNorm(width, kEpsilon));
  branch->push_back(Linear(width, 4 * width));
  branch->push_back([](const at::Tensor& x) { return Activate(Activation::kGELU, x); });
  branch->push_back(Linear(4 * width, width));
  branch->push_back(ChannelsFirst);
  return branch;
}

class BlockImpl : public torch::nn::Module {
 public:
  BlockImpl(int64_t width, double layer_scale, double drop_probability)
      : branch_(register_module("block", MakeBranch(width))),
        layer_scale_(register_parameter("layer_scale", at::full({width, 1, 1}, layer_scale))),
        drop_probability_(drop_probability) {}

  at::Tensor forward(const at::Tensor& input) {
    at::Tensor branch = branch_->forward(input);
    if (input.is_meta()) return branch;
    return DropExamples(layer_scale_ * branch, is_training() ? drop_probability_ : 0) + input;
  }

 private:
  Chain branch_;
  at::Tensor layer_scale_;
  double drop_probability_;
};
TORCH_MODULE(Block);

Chain MakeStem(const ConvnextOptions& options) {
  Chain stem;
  stem->push_back(Patches(options.input.channels, options.width, options.patch));
  stem->push_back(LayerNorm2d(options.width, kEpsilon));
  return stem;
}

Chain MakeDownsampling(int64_t width) {
  Chain downsampling;
  downsampling->push_back(LayerNorm2d(width, kEpsilon));
  downsampling->push_back(Patches(width, 2 * width, 2));
  return downsampling;
}

Chain MakeFeatures(const ConvnextOptions& options) {
  const int64_t total = std::accumulate(options.stages.begin(), options.stages.end(), int64_t{0});
  Chain features;
  features->push_back(MakeStem(options));
  int64_t made = 0;
  int64_t width = options.width;
  for (size_t i = 0; i < options.stages.size(); ++i) {
    if (i > 0) {
      features->push_back(MakeDownsampling(width));
      width *= 2;
    }
    Chain stage;
    for (int64_t j = 0; j < options.stages[i]; ++j) {
      const double place =
          total > 1 ? static_cast<double>(made++) / static_cast<double>(total - 1) : 0;
      stage->push_back(Block(width, options.layer_scale, options.stochastic_depth * place));
    }
    features->push_back(stage);
  }
  return features;
}

Chain MakeHead(int64_t width, int64_t num_classes) {
  Chain head;
  head->push_back(LayerNorm2d(width, kEpsilon));
  head->push_back([](const at::Tensor& x) { return x.flatten(1); });
  head->push_back(Linear(width, num_classes));
  return head;
}

void RegisterVariant(const std::string& name, const std::vector<int64_t>& stages, int64_t width,
                     double stochastic_depth) {
  ConvnextOptions options;
  options.stages = stages;
  options.width = width;
  options.stochastic_depth = stochastic_depth;
  RegisterModel("convnext_" + name, [options](const ModelOptions& common) {
    return MakeConvnext(WithCommon(options, common));
  });
}

bool RegisterVariants() {
  RegisterVariant("tiny", {3, 3, 9, 3}, 96, 0.1);
  RegisterVariant("small", {3, 3, 27, 3}, 96, 0.4);
  RegisterVariant("base", {3, 3, 27, 3}, 128, 0.5);
  RegisterVariant("large", {3, 3, 27, 3}, 192, 0.5);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

ConvnextImpl::ConvnextImpl(const ConvnextOptions& options) {
  TORCH_CHECK(!options.stages.empty(), "stages must not be empty");
  push_back("features", MakeFeatures(options));
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back("classifier",
            MakeHead(options.width << (options.stages.size() - 1), options.num_classes));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeConvnext(const ConvnextOptions& options) {
  return BuildClassifier<Convnext>("convnext", options);
}

}  // namespace stride
