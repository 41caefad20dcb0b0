#include "stride/models/airbench/airbench.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/linalg_eigh.h>
#include <c10/core/GradMode.h>
#include <torch/nn/modules/container/sequential.h>

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/activation.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"

namespace stride {
namespace {

constexpr int64_t kPatch = 2;  // the side of the whitening filters

BatchNorm2d MakeNorm(int64_t width) {
  return BatchNorm2d(torch::nn::BatchNormOptions(width).eps(1e-12).momentum(0.4));
}

Conv2d Make3x3(int64_t in, int64_t out) {
  return Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1).bias(false));
}

class AirbenchBlockImpl : public torch::nn::Module {
 public:
  AirbenchBlockImpl(int64_t in, int64_t out)
      : conv1_(register_module("conv1", Make3x3(in, out))),
        pool_(register_module("pool", MaxPool2d(2))),
        norm1_(register_module("norm1", MakeNorm(out))),
        conv2_(register_module("conv2", Make3x3(out, out))),
        norm2_(register_module("norm2", MakeNorm(out))) {}

  at::Tensor forward(const at::Tensor& maps) {
    const at::Tensor half =
        Activate(Activation::kGELU, norm1_->forward(pool_->forward(conv1_->forward(maps))));
    return Activate(Activation::kGELU, norm2_->forward(conv2_->forward(half)));
  }

 private:
  Conv2d conv1_;
  MaxPool2d pool_;
  BatchNorm2d norm1_;
  Conv2d conv2_;
  BatchNorm2d norm2_;
};
TORCH_MODULE(AirbenchBlock);

class AirbenchImpl : public torch::nn::Module {
 public:
  explicit AirbenchImpl(const AirbenchOptions& options) {
    int64_t channels = 2 * options.input.channels * kPatch * kPatch;
    whiten_ = register_module(
        "whiten", Conv2d(torch::nn::Conv2dOptions(options.input.channels, channels, kPatch)));
    register_module("blocks", blocks_);
    for (const int64_t width : options.widths) {
      blocks_->push_back(AirbenchBlock(channels, width));
      channels = width;
    }
    pool_ = register_module("pool", MaxPool2d(3));
    features_ = TraceFeatures(
        *this, [this](const at::Tensor& images) { return Trunk(images); }, options.input);
    head_ = register_module(
        "head", Linear(torch::nn::LinearOptions(features_, options.num_classes).bias(false)));
  }

  at::Tensor forward(const at::Tensor& images) {
    return head_->forward(Trunk(images).flatten(1)).div(static_cast<double>(features_));
  }

 private:
  at::Tensor Trunk(const at::Tensor& images) {
    const at::Tensor whitened = Activate(Activation::kGELU, whiten_->forward(images));
    return pool_->forward(blocks_->forward(whitened));
  }

  Conv2d whiten_{nullptr};
  torch::nn::Sequential blocks_;
  MaxPool2d pool_{nullptr};
  Linear head_{nullptr};
  int64_t features_ = 0;
};
TORCH_MODULE(Airbench);

// The first filters hand their channel on as it is.
void SetIdentities(const at::Tensor& filters) {
  const int64_t count = std::min(filters.size(0), filters.size(1));
  filters.narrow(0, 0, count).zero_();
  filters.select(3, 1).select(2, 1).diagonal().fill_(1);
}

void Prepare(const NamedTensor& parameter) {
  const at::Tensor& tensor = parameter.tensor;
  if (parameter.name == "head.weight") {
    tensor.div_(tensor.std());
  } else if (parameter.name == "whiten.weight" || absl::StrContains(parameter.name, "norm")) {
    tensor.set_requires_grad(absl::EndsWith(parameter.name, "bias"));
  } else if (tensor.dim() == 4) {
    SetIdentities(tensor);
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Classifier>> MakeAirbench(const AirbenchOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(std::unique_ptr<Classifier> classifier,
                          BuildClassifier<Airbench>("airbench", options));
  const c10::NoGradGuard no_grad;
  for (const NamedTensor& parameter : classifier->Parameters()) Prepare(parameter);
  return classifier;
}

at::Tensor WhiteningFilters(const at::Tensor& images, double epsilon) {
  const int64_t channels = images.size(1);
  const at::Tensor patches = images.unfold(2, kPatch, 1)
                                 .unfold(3, kPatch, 1)
                                 .permute({0, 2, 3, 1, 4, 5})
                                 .reshape({-1, channels * kPatch * kPatch});
  const at::Tensor covariance = patches.t().mm(patches).div(patches.size(0));
  const auto [values, vectors] = at::linalg_eigh(covariance);
  const at::Tensor filters = vectors.t()
                                 .div(values.add(epsilon).sqrt().unsqueeze(1))
                                 .reshape({-1, channels, kPatch, kPatch});
  return at::cat({filters, filters.neg()});
}

absl::Status SetWhitening(Classifier& classifier, const at::Tensor& filters) {
  for (const NamedTensor& parameter : classifier.Parameters()) {
    if (parameter.name != "whiten.weight") continue;
    if (parameter.tensor.sizes() != filters.sizes()) break;
    const c10::NoGradGuard no_grad;
    parameter.tensor.copy_(filters);
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(classifier.name(), " has no whiten.weight of the filters' shape"));
}

}  // namespace stride
