#include "stride/models/layers/attention.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/activation.h"
#include "stride/models/layers/dropout.h"

namespace stride {

at::Tensor Attend(const at::Tensor& qkv, int64_t heads, const at::Tensor& bias, double dropout) {
  const int64_t width = qkv.size(2) / 3;
  const int64_t depth = width / heads;
  const at::Tensor parts =  // [3, B, heads, L, depth]
      qkv.reshape({qkv.size(0), qkv.size(1), 3, heads, depth}).permute({2, 0, 3, 1, 4});
  const at::Tensor query = parts.select(0, 0) / std::sqrt(static_cast<double>(depth));
  at::Tensor scores = at::matmul(query, parts.select(0, 1).transpose(-2, -1));
  if (bias.defined()) scores = scores + bias;
  at::Tensor weights = at::softmax(scores, -1);
  if (dropout > 0) weights = at::dropout(weights, dropout, /*train=*/true);
  return at::matmul(weights, parts.select(0, 2)).transpose(1, 2).flatten(2);
}

int64_t AttendMultiplyAdds(int64_t batch, int64_t tokens, int64_t width) {
  return 2 * batch * tokens * tokens * width;
}

SelfAttentionImpl::SelfAttentionImpl(int64_t width, int64_t heads, double dropout)
    : width_(width),
      heads_(heads),
      dropout_(dropout),
      weight_(register_parameter("in_proj_weight", at::empty({3 * width, width}))),
      bias_(register_parameter("in_proj_bias", at::zeros({3 * width}))),
      out_proj_(register_module("out_proj", Linear(width, width))) {
  TORCH_CHECK(heads >= 1 && width % heads == 0, "SelfAttention: ", heads,
              " heads do not divide a width of ", width);
}

at::Tensor SelfAttentionImpl::forward(const at::Tensor& tokens) {
  if (Tracer* tracer = Tracer::Active()) {
    const int64_t count = tokens.size(1);
    LayerRecord record;
    record.type = "SelfAttention";
    record.description = absl::StrCat(heads_, " heads of ", width_ / heads_);
    record.input = record.output = {count, width_};
    record.multiply_adds = 4 * count * width_ * width_ + AttendMultiplyAdds(1, count, width_);
    tracer->Record(*this, std::move(record));
    if (tokens.is_meta()) return tracer->MetaOutput(tokens);
  }
  const at::Tensor qkv = at::linear(tokens, weight_, bias_);
  return out_proj_->forward(Attend(qkv, heads_, {}, is_training() ? dropout_ : 0));
}

Chain MakeTransformerMlp(int64_t width, int64_t hidden, double dropout) {
  Chain mlp;
  mlp->push_back(Linear(width, hidden));
  mlp->push_back([](const at::Tensor& x) { return Activate(Activation::kGELU, x); });
  mlp->push_back(Dropout(dropout));
  mlp->push_back(Linear(hidden, width));
  mlp->push_back(Dropout(dropout));
  return mlp;
}

}  // namespace stride
