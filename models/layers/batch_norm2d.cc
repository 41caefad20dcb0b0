#include "stride/models/layers/batch_norm2d.h"

#include <ATen/ops/batch_norm.h>

#include <ostream>
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

BatchNorm2dImpl::BatchNorm2dImpl(int64_t num_features)
    : BatchNorm2dImpl(torch::nn::BatchNormOptions(num_features)) {}

BatchNorm2dImpl::BatchNorm2dImpl(const torch::nn::BatchNormOptions& options)
    : torch::nn::NormImplBase<2, BatchNorm2dImpl, torch::nn::BatchNormOptions>(options) {}

void BatchNorm2dImpl::_check_input_dim(const at::Tensor& input) {
  TORCH_CHECK(input.dim() == 4, "BatchNorm2d expects [N, C, H, W], gets ", input.sizes());
}

double BatchNorm2dImpl::NextAverageFactor() {
  if (is_training() && num_batches_tracked.defined()) num_batches_tracked += 1;
  if (options.momentum().has_value()) return *options.momentum();
  return is_training() && num_batches_tracked.defined() ? 1.0 / num_batches_tracked.item<double>()
                                                        : 0.0;
}

at::Tensor BatchNorm2dImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    TraceNorm(*this, input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  _check_input_dim(input);
  const bool use_batch = is_training() || !options.track_running_stats();
  return at::batch_norm(input, weight, bias, running_mean, running_var, use_batch,
                        NextAverageFactor(), options.eps(), /*cudnn_enabled=*/true);
}

void BatchNorm2dImpl::pretty_print(std::ostream& stream) const {
  stream << "stride::BatchNorm2d(" << options.num_features() << ", eps=" << options.eps() << ")";
}

}  // namespace stride
