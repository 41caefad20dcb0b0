#include "stride/models/vit/vit.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/attention.h"
#include "stride/models/layers/dropout.h"
#include "stride/models/layers/layer_norm.h"
#include "stride/models/registry/registry.h"
#include "stride/models/vit/vit_module.h"

namespace stride {
namespace {

constexpr double kEpsilon = 1e-6;

class EncoderLayerImpl : public torch::nn::Module {
 public:
  explicit EncoderLayerImpl(const VitOptions& options)
      : ln_1_(register_module("ln_1", LayerNorm(options.width, kEpsilon))),
        self_attention_(register_module(
            "self_attention",
            SelfAttention(options.width, options.heads, options.attention_dropout))),
        dropout_(register_module("dropout", Dropout(options.dropout))),
        ln_2_(register_module("ln_2", LayerNorm(options.width, kEpsilon))),
        mlp_(register_module("mlp",
                             MakeTransformerMlp(options.width, options.hidden, options.dropout))) {}

  at::Tensor forward(const at::Tensor& tokens) {
    const at::Tensor attended =
        dropout_->forward(self_attention_->forward(ln_1_->forward(tokens))) + tokens;
    return attended + mlp_->forward(ln_2_->forward(attended));
  }

 private:
  LayerNorm ln_1_;
  SelfAttention self_attention_;
  Dropout dropout_;
  LayerNorm ln_2_;
  Chain mlp_;
};
TORCH_MODULE(EncoderLayer);

Chain MakeEncoder(const VitOptions& options) {
  Chain layers;
  for (int64_t i = 0; i < options.layers; ++i) {
    layers->push_back(absl::StrCat("encoder_layer_", i), EncoderLayer(options));
  }
  Chain encoder;
  encoder->push_back("dropout", Dropout(options.dropout));
  encoder->push_back("layers", layers);
  encoder->push_back("ln", LayerNorm(options.width, kEpsilon));
  return encoder;
}

Conv2d MakePatches(const VitOptions& options) {
  const ImageShape& input = options.input;
  TORCH_CHECK(
      options.patch >= 1 && input.height % options.patch == 0 && input.width % options.patch == 0,
      "patches of ", options.patch, "x", options.patch, " do not cover ", input.ToString(),
      " images; crop or resize to multiples of ", options.patch);
  return Conv2d(
      torch::nn::Conv2dOptions(input.channels, options.width, options.patch).stride(options.patch));
}

int64_t CountTokens(const VitOptions& options) {
  return 1 + options.input.height / options.patch * (options.input.width / options.patch);
}

void RegisterVariant(const std::string& name, int64_t patch, int64_t layers, int64_t heads,
                     int64_t width) {
  VitOptions options;
  options.patch = patch;
  options.layers = layers;
  options.heads = heads;
  options.width = width;
  options.hidden = 4 * width;
  RegisterModel(absl::StrCat("vit_", name, "_", patch), [options](const ModelOptions& common) {
    return MakeVit(WithCommon(options, common));
  });
}

bool RegisterVariants() {
  RegisterVariant("ti", 16, 12, 3, 192);
  RegisterVariant("b", 16, 12, 12, 768);
  RegisterVariant("b", 32, 12, 12, 768);
  RegisterVariant("l", 16, 24, 16, 1024);
  RegisterVariant("l", 32, 24, 16, 1024);
  RegisterVariant("h", 14, 32, 16, 1280);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

VitImpl::VitImpl(const VitOptions& options)
    : class_token_(register_parameter("class_token", at::zeros({1, 1, options.width}))),
      conv_proj_(register_module("conv_proj", MakePatches(options))),
      encoder_(register_module("encoder", MakeEncoder(options))),
      pos_embedding_(encoder_->register_parameter(
          "pos_embedding", at::zeros({1, CountTokens(options), options.width}))) {
  heads_->push_back("head", Linear(options.width, options.num_classes));
  register_module("heads", heads_);
}

at::Tensor VitImpl::Tokens(const at::Tensor& images) {
  const at::Tensor patches = conv_proj_->forward(images).flatten(2).transpose(1, 2);
  const int64_t batch = patches.size(0);
  if (patches.is_meta()) {
    return at::empty({batch, pos_embedding_.size(1), patches.size(2)}, patches.options());
  }
  return at::cat({class_token_.expand({batch, -1, -1}), patches}, 1) + pos_embedding_;
}

at::Tensor VitImpl::forward(const at::Tensor& images) {
  return heads_->forward(encoder_->forward(Tokens(images)).select(1, 0));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeVit(const VitOptions& options) {
  const double patch_fan_in =
      static_cast<double>(options.input.channels * options.patch * options.patch);
  return BuildClassifier<Vit>(
      "vit", options,
      {{"conv_proj.weight", {true, 1 / std::sqrt(patch_fan_in)}},
       {"pos_embedding", {true, 0.02}},
       {"out_proj.weight", {false, 1 / std::sqrt(static_cast<double>(options.width))}},
       {"mlp.0.bias", {true, 1e-6}},
       {"mlp.3.bias", {true, 1e-6}},
       {"head.weight", {}}});
}

}  // namespace stride
