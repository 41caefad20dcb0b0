#include "stride/models/vgg/vgg.h"

#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/dropout.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/registry/registry.h"
#include "stride/models/vgg/vgg_module.h"

namespace stride {
namespace {

using torch::nn::Dropout;
using torch::nn::ReLU;
using torch::nn::Sequential;

Sequential MakeFeatures(const VggOptions& options) {
  TORCH_CHECK(options.depths.size() == options.widths.size(), "depths and widths must be as many, ",
              "found ", options.depths.size(), " and ", options.widths.size());
  Sequential features;
  int64_t channels = options.input.channels;
  for (size_t stage = 0; stage < options.depths.size(); ++stage) {
    const int64_t width = options.widths[stage];
    for (int64_t i = 0; i < options.depths[stage]; ++i) {
      features->push_back(
          Conv2d(torch::nn::Conv2dOptions(channels, width, 3).padding(1).bias(options.bias)));
      if (options.batch_norm) features->push_back(BatchNorm2d(width));
      features->push_back(ReLU(/*inplace=*/true));
      channels = width;
    }
    const bool last = stage + 1 == options.depths.size();
    if (!last || options.last_pooling) features->push_back(MaxPool2d(2));
  }
  return features;
}

Sequential MakeHead(const VggOptions& options, int64_t features) {
  Sequential head;
  for (const int64_t width : options.hidden) {
    head->push_back(Linear(features, width));
    head->push_back(ReLU(/*inplace=*/true));
    head->push_back(Dropout(options.dropout));
    features = width;
  }
  head->push_back(Linear(features, options.num_classes));
  return head;
}

bool RegisterVariants() {
  for (const int layers : {11, 13, 16, 19}) {
    for (const bool norm : {false, true}) {
      const std::string name = absl::StrCat("vgg", layers, norm ? "_bn" : "");
      RegisterVariant(name, VggOfDepth(layers, norm), MakeVgg);
      RegisterVariant(absl::StrCat("cifar_", name), CifarVggOfDepth(layers, norm), MakeVgg);
    }
  }
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

VggImpl::VggImpl(const VggOptions& options)
    : features_(register_module("features", MakeFeatures(options))) {
  if (options.pooled.has_value()) {
    avgpool_ = register_module("avgpool", AdaptiveAvgPool2d(*options.pooled));
  }
  const auto trunk = [this](const at::Tensor& images) { return Trunk(images); };
  classifier_ =
      register_module("classifier", MakeHead(options, TraceFeatures(*this, trunk, options.input)));
}

at::Tensor VggImpl::Trunk(const at::Tensor& images) {
  const at::Tensor maps = features_->forward(images);
  return avgpool_.is_empty() ? maps : avgpool_->forward(maps);
}

at::Tensor VggImpl::forward(const at::Tensor& images) {
  return classifier_->forward(Trunk(images).flatten(1));
}

VggOptions VggOfDepth(int layers, bool batch_norm) {
  VggOptions options;
  options.batch_norm = batch_norm;
  switch (layers) {
    case 11:
      options.depths = {1, 1, 2, 2, 2};
      break;
    case 13:
      options.depths = {2, 2, 2, 2, 2};
      break;
    case 16:
      options.depths = {2, 2, 3, 3, 3};
      break;
    case 19:
      options.depths = {2, 2, 4, 4, 4};
      break;
    default:
      LOG(FATAL) << "there are VGGs of 11, 13, 16 and 19 layers, not of " << layers;
  }
  return options;
}

VggOptions CifarVggOfDepth(int layers, bool batch_norm, bool last_pooling) {
  VggOptions options = VggOfDepth(layers, batch_norm);
  options.input = {3, 32, 32};
  options.num_classes = 10;
  options.bias = !batch_norm;
  options.last_pooling = last_pooling;
  options.pooled.reset();
  options.hidden.clear();
  return options;
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeVgg(const VggOptions& options) {
  return BuildClassifier<Vgg>(options.name, options);
}

}  // namespace stride
