#include "stride/models/swin/swin.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>

#include <limits>
#include <numeric>
#include <string>

#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/attention.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/layer_norm.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/layers/residual.h"
#include "stride/models/registry/registry.h"
#include "stride/models/swin/swin_module.h"
#include "stride/models/swin/window_attention.h"

namespace stride {
namespace {

class BlockImpl : public torch::nn::Module {
 public:
  BlockImpl(const WindowAttentionOptions& attention, double drop_probability)
      : norm1_(register_module("norm1", LayerNorm(attention.width))),
        attn_(register_module("attn", WindowAttention(attention))),
        norm2_(register_module("norm2", LayerNorm(attention.width))),
        mlp_(register_module("mlp", MakeTransformerMlp(attention.width, 4 * attention.width, 0))),
        drop_probability_(drop_probability) {}

  at::Tensor forward(const at::Tensor& tokens) {
    const double drop = is_training() ? drop_probability_ : 0;
    const at::Tensor attended =
        tokens + DropExamples(attn_->forward(norm1_->forward(tokens)), drop);
    return attended + DropExamples(mlp_->forward(norm2_->forward(attended)), drop);
  }

 private:
  LayerNorm norm1_;
  WindowAttention attn_;
  LayerNorm norm2_;
  Chain mlp_;
  double drop_probability_;
};
TORCH_MODULE(Block);

// [N, H, W, C] to [N, H / 2, W / 2, 4 * C], sizes rounded up: 2x2 tokens become one, columns first.
at::Tensor MergePatches(const at::Tensor& tokens) {
  constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();
  const at::Tensor padded =
      at::constant_pad_nd(tokens, {0, 0, 0, tokens.size(2) % 2, 0, tokens.size(1) % 2});
  const auto pick = [&](int64_t down, int64_t right) {
    return padded.slice(1, down, kEnd, 2).slice(2, right, kEnd, 2);
  };
  return at::cat({pick(0, 0), pick(1, 0), pick(0, 1), pick(1, 1)}, -1);
}

class PatchMergingImpl : public torch::nn::Module {
 public:
  explicit PatchMergingImpl(int64_t width)
      : norm_(register_module("norm", LayerNorm(4 * width))),
        reduction_(register_module(
            "reduction", Linear(torch::nn::LinearOptions(4 * width, 2 * width).bias(false)))) {}

  at::Tensor forward(const at::Tensor& tokens) {
    return reduction_->forward(norm_->forward(MergePatches(tokens)));
  }

 private:
  LayerNorm norm_;
  Linear reduction_;
};
TORCH_MODULE(PatchMerging);

Chain MakePatches(const SwinOptions& options) {
  Chain patches;
  patches->push_back(
      Conv2d(torch::nn::Conv2dOptions(options.input.channels, options.width, options.patch)
                 .stride(options.patch)));
  patches->push_back([](const at::Tensor& x) { return x.permute({0, 2, 3, 1}); });
  patches->push_back(LayerNorm(options.width));
  return patches;
}

Chain MakeFeatures(const SwinOptions& options) {
  const int64_t total = std::accumulate(options.stages.begin(), options.stages.end(), int64_t{0});
  Chain features;
  features->push_back(MakePatches(options));
  WindowAttentionOptions attention{options.width, options.heads, options.window, false};
  int64_t made = 0;
  for (size_t i = 0; i < options.stages.size(); ++i) {
    if (i > 0) {
      features->push_back(PatchMerging(attention.width));
      attention.width *= 2;
      attention.heads *= 2;
    }
    Chain stage;
    for (int64_t j = 0; j < options.stages[i]; ++j) {
      attention.shifted = j % 2 == 1;
      const double place =
          total > 1 ? static_cast<double>(made++) / static_cast<double>(total - 1) : 0;
      stage->push_back(Block(attention, options.stochastic_depth * place));
    }
    features->push_back(stage);
  }
  return features;
}

void RegisterVariant(const std::string& name, const std::vector<int64_t>& stages, int64_t width,
                     int64_t heads, double stochastic_depth) {
  SwinOptions options;
  options.stages = stages;
  options.width = width;
  options.heads = heads;
  options.stochastic_depth = stochastic_depth;
  RegisterModel("swin_" + name, [options](const ModelOptions& common) {
    return MakeSwin(WithCommon(options, common));
  });
}

bool RegisterVariants() {
  RegisterVariant("t", {2, 2, 6, 2}, 96, 3, 0.2);
  RegisterVariant("s", {2, 2, 18, 2}, 96, 3, 0.3);
  RegisterVariant("b", {2, 2, 18, 2}, 128, 4, 0.5);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

SwinImpl::SwinImpl(const SwinOptions& options) {
  TORCH_CHECK(!options.stages.empty(), "stages must not be empty");
  const int64_t width = options.width << (options.stages.size() - 1);
  push_back("features", MakeFeatures(options));
  push_back("norm", LayerNorm(width));
  push_back([](const at::Tensor& x) { return x.permute({0, 3, 1, 2}); });
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back([](const at::Tensor& x) { return x.flatten(1); });
  push_back("head", Linear(width, options.num_classes));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeSwin(const SwinOptions& options) {
  return BuildClassifier<Swin>("swin", options, {{"relative_position_bias_table", {true, 0.02}}});
}

}  // namespace stride
