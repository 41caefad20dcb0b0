#include "stride/models/shufflenet_v2/shufflenet_v2.h"

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/channel_shuffle.h"
#include "stride/models/layers/conv_norm_act.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"
#include "stride/models/shufflenet_v2/shufflenet_v2_module.h"

namespace stride {
namespace {

ConvNormActOptions Convolution(int64_t in, int64_t out, int64_t kernel = 1, int64_t stride = 1) {
  ConvNormActOptions options;
  options.in_channels = in;
  options.out_channels = out;
  options.kernel = kernel;
  options.stride = stride;
  return options;
}

ConvNormActOptions Depthwise(int64_t channels, int64_t stride) {
  ConvNormActOptions options = Convolution(channels, channels, 3, stride);
  options.groups = channels;
  options.activation = Activation::kIdentity;
  return options;
}

Chain Branch1(int64_t in, int64_t out) {
  Chain branch;
  AppendConvNormAct(branch, Depthwise(in, 2));
  AppendConvNormAct(branch, Convolution(in, out));
  return branch;
}

Chain Branch2(int64_t in, int64_t out, int64_t stride) {
  Chain branch;
  AppendConvNormAct(branch, Convolution(in, out));
  AppendConvNormAct(branch, Depthwise(out, stride));
  AppendConvNormAct(branch, Convolution(out, out));
  return branch;
}

Chain Stage(int64_t in, int64_t out, int64_t depth) {
  TORCH_CHECK(out % 2 == 0, "widths must be even, found ", out);
  Chain stage;
  stage->push_back(ShuffleDownUnit(in, out));
  for (int64_t i = 1; i < depth; ++i) stage->push_back(ShuffleUnit(out));
  return stage;
}

ShufflenetV2Options Variant(const std::array<int64_t, 3>& widths, int64_t features = 1024) {
  ShufflenetV2Options options;
  options.widths = widths;
  options.features = features;
  return options;
}

[[maybe_unused]] const bool registered =
    RegisterVariant("shufflenet_v2_x0_5", Variant({48, 96, 192}), MakeShufflenetV2) &&
    RegisterVariant("shufflenet_v2_x1_0", Variant({116, 232, 464}), MakeShufflenetV2) &&
    RegisterVariant("shufflenet_v2_x1_5", Variant({176, 352, 704}), MakeShufflenetV2) &&
    RegisterVariant("shufflenet_v2_x2_0", Variant({244, 488, 976}, 2048), MakeShufflenetV2);

}  // namespace

ShuffleUnitImpl::ShuffleUnitImpl(int64_t channels)
    : branch2_(register_module("branch2", Branch2(channels / 2, channels / 2, 1))) {}

at::Tensor ShuffleUnitImpl::forward(const at::Tensor& images) {
  const std::vector<at::Tensor> halves = images.chunk(2, 1);
  return ConcatenateShuffled(halves[0], branch2_->forward(halves[1]));
}

ShuffleDownUnitImpl::ShuffleDownUnitImpl(int64_t in, int64_t out)
    : branch1_(register_module("branch1", Branch1(in, out / 2))),
      branch2_(register_module("branch2", Branch2(in, out / 2, 2))) {}

at::Tensor ShuffleDownUnitImpl::forward(const at::Tensor& images) {
  return ConcatenateShuffled(branch1_->forward(images), branch2_->forward(images));
}

ShufflenetV2Impl::ShufflenetV2Impl(const ShufflenetV2Options& options) {
  push_back("conv1", MakeConvNormAct(Convolution(options.input.channels, options.stem, 3, 2)));
  push_back("maxpool", MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2).padding(1)));
  int64_t channels = options.stem;
  for (size_t i = 0; i < options.widths.size(); ++i) {
    push_back(absl::StrCat("stage", i + 2), Stage(channels, options.widths[i], options.depths[i]));
    channels = options.widths[i];
  }
  push_back("conv5", MakeConvNormAct(Convolution(channels, options.features)));
  push_back([](const at::Tensor& maps) { return maps.mean({2, 3}); });
  push_back("fc", Linear(options.features, options.num_classes));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeShufflenetV2(const ShufflenetV2Options& options) {
  return BuildClassifier<ShufflenetV2>(options.name, options);
}

}  // namespace stride
