#include "stride/models/layers/linear.h"

#include <c10/util/accumulate.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

const torch::nn::LinearOptions& Checked(const torch::nn::LinearOptions& options) {
  TORCH_CHECK(options.in_features() >= 1 && options.out_features() >= 1,
              "Linear: in_features and out_features must be at least 1, found ",
              options.in_features(), ", ", options.out_features());
  return options;
}

std::string Mismatch(int64_t expected, at::IntArrayRef input) {
  const int64_t found = input.back();
  const bool unflattened = c10::multiply_integers(input.slice(1)) == expected;
  return absl::StrCat("expects ", expected, " features, ", found, " arrive. ",
                      unflattened ? "Flatten before it."
                                  : absl::StrCat("Build it with in_features = ", found,
                                                 ", or change the layers before it."));
}

}  // namespace

LinearImpl::LinearImpl(int64_t in_features, int64_t out_features)
    : LinearImpl(torch::nn::LinearOptions(in_features, out_features)) {}

LinearImpl::LinearImpl(const torch::nn::LinearOptions& options)
    : torch::nn::LinearImpl(Checked(options)) {}

at::Tensor LinearImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    Trace(input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  return torch::nn::LinearImpl::forward(input);
}

void LinearImpl::Trace(at::IntArrayRef input, Tracer& tracer) const {
  LayerRecord record;
  record.type = "Linear";
  record.description = absl::StrCat(options.in_features(), " to ", options.out_features());
  if (input.size() < 2) tracer.Fail(*this, record, "expects a batch [N, ..., features].");
  record.input = input.slice(1).vec();
  if (input.back() != options.in_features()) {
    tracer.Fail(*this, record, Mismatch(options.in_features(), input));
  }
  record.multiply_adds = c10::multiply_integers(record.input) * options.out_features();
  record.output = record.input;
  record.output.back() = options.out_features();
  tracer.Record(*this, std::move(record));
}

}  // namespace stride
