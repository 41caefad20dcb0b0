#include "stride/models/layers/layer_norm.h"

#include <ATen/ops/layer_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/models/core/tracer.h"

namespace stride {
namespace {

void TraceNorm(const LayerNormImpl& layer, int64_t features, at::IntArrayRef input,
               Tracer& tracer) {
  LayerRecord record;
  record.type = "LayerNorm";
  record.description = absl::StrCat(features);
  if (input.size() < 2) tracer.Fail(layer, record, "expects a batch [N, ..., features].");
  record.input = input.slice(1).vec();
  if (input.back() != features) {
    tracer.Fail(layer, record,
                absl::StrCat("expects ", features, " features, ", input.back(),
                             " arrive. Build it with as many, or change the layers before it."));
  }
  record.output = record.input;
  tracer.Record(layer, std::move(record));
}

}  // namespace

LayerNormImpl::LayerNormImpl(int64_t features, double epsilon)
    : features_(features),
      epsilon_(epsilon),
      weight_(register_parameter("weight", at::ones({features}))),
      bias_(register_parameter("bias", at::zeros({features}))) {}

at::Tensor LayerNormImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    TraceNorm(*this, features_, input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  return at::layer_norm(input, {features_}, weight_, bias_, epsilon_);
}

at::Tensor LayerNorm2dImpl::forward(const at::Tensor& images) {
  return LayerNormImpl::forward(images.permute({0, 2, 3, 1})).permute({0, 3, 1, 2});
}

}  // namespace stride
