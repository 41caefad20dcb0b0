#include "stride/models/layers/batch_norm2d.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/window_record.h"

namespace stride {
namespace {

void TraceNorm(const BatchNorm2dImpl& layer, at::IntArrayRef input, Tracer& tracer) {
  const int64_t width = layer.options.num_features();
  LayerRecord record;
  record.type = "BatchNorm2d";
  record.description = absl::StrCat(width);
  RequireImages(tracer, layer, record, input);
  record.input = input.slice(1).vec();
  if (input[1] != width) {
    tracer.Fail(layer, record,
                absl::StrCat("expects ", width, " channels, ", input[1],
                             " arrive. Build it with num_features = ", input[1],
                             ", or change the layers before it."));
  }
  record.output = record.input;
  tracer.Record(layer, std::move(record));
}

}  // namespace

at::Tensor BatchNorm2dImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    TraceNorm(*this, input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  return torch::nn::BatchNorm2dImpl::forward(input);
}

}  // namespace stride
