#include <ATen/ops/empty_like.h>

#include <cmath>
#include <vector>

#include "stride/models/fused/batch_norm.h"
#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"
#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

using dnnl::memory;

float* Floats(const at::Tensor& tensor) { return tensor.data_ptr<float>(); }

template <typename Number>
class MapsNormStep final : public FusedStep {
 public:
  MapsNormStep(const GraphOp& op, NormActivation activation, FusedValue& input, FusedValue& output)
      : op_(op),
        norm_{MapsLayoutOf(input.data.get_desc()), activation},
        input_(input),
        output_(output) {
    parameters = {op.tensors[0], op.tensors[1]};
    const memory::desc layout = input.data.get_desc();
    input.kept = true;
    output.data = Unplaced(layout);
    output.gradient = Unplaced(layout);
    sink_ = GradientSink(input, layout, in_backward);
    for (std::vector<float>* numbers :
         {&mean_, &variance_, &scale_, &shift_, &sums_, &products_, &factor_, &term_}) {
      numbers->assign(norm_.layout.groups() * 16, 0);
    }
  }

  void Forward() override {
    norm_.Moments(Elements<Number>(input_.data), mean_.data(), variance_.data());
    const float* const weight = Floats(parameters[0]);
    const float* const bias = Floats(parameters[1]);
    float* const running_mean = Floats(op_.tensors[2]);
    float* const running_variance = Floats(op_.tensors[3]);
    const auto momentum = static_cast<float>(op_.momentum);
    const auto unbiased = static_cast<float>(count() / (count() - 1));
    for (int64_t i = 0; i < norm_.layout.channels; ++i) {
      scale_[i] = weight[i] * ByDeviation(i);
      shift_[i] = bias[i];
      running_mean[i] += momentum * (mean_[i] - running_mean[i]);
      running_variance[i] += momentum * (variance_[i] * unbiased - running_variance[i]);
    }
    norm_.Apply(Elements<Number>(input_.data), numbers(), Elements<Number>(output_.data));
  }

  void Backward() override {
    gradients = {at::empty_like(parameters[0]), at::empty_like(parameters[1])};
    const Number* const maps = Elements<Number>(input_.data);
    const Number* const gradient = Elements<Number>(output_.gradient);
    norm_.Sums(maps, gradient, numbers(), sums_.data(), products_.data());
    for (int64_t i = 0; i < norm_.layout.channels; ++i) {
      const float of_weight = products_[i] * ByDeviation(i);
      Floats(gradients[0])[i] = of_weight;
      Floats(gradients[1])[i] = sums_[i];
      const float share = -scale_[i] / static_cast<float>(count());
      factor_[i] = share * of_weight * ByDeviation(i);
      term_[i] = share * sums_[i];
    }
    if (!sink_.wanted()) return;
    norm_.Gradient(maps, gradient, numbers(), factor_.data(), term_.data(),
                   Elements<Number>(sink_.target()));
    sink_.Add();
  }

 private:
  NormNumbers numbers() const { return {mean_.data(), scale_.data(), shift_.data()}; }
  double count() const { return static_cast<double>(norm_.layout.images * norm_.layout.pixels); }
  float ByDeviation(int64_t channel) const {
    return 1 / std::sqrt(variance_[channel] + static_cast<float>(op_.epsilon));
  }

  const GraphOp op_;
  const MapsNorm<Number> norm_;
  FusedValue& input_;
  FusedValue& output_;
  GradientSink sink_;
  std::vector<float> mean_, variance_, scale_, shift_;  // of the last Forward
  std::vector<float> sums_, products_, factor_, term_;
};

// GELU alone: a norm that changes nothing before it.
template <typename Number>
class GeluStep final : public FusedStep {
 public:
  GeluStep(FusedValue& input, FusedValue& output)
      : norm_{MapsLayoutOf(input.data.get_desc()), NormActivation::kGelu},
        input_(input),
        output_(output),
        zeros_(norm_.layout.groups() * 16, 0),
        ones_(norm_.layout.groups() * 16, 1) {
    const memory::desc layout = input.data.get_desc();
    input.kept = true;
    output.data = Unplaced(layout);
    output.gradient = Unplaced(layout);
    sink_ = GradientSink(input, layout, in_backward);
  }

  void Forward() override {
    norm_.Apply(Elements<Number>(input_.data), numbers(), Elements<Number>(output_.data));
  }
  void Backward() override {
    norm_.Gradient(Elements<Number>(input_.data), Elements<Number>(output_.gradient), numbers(),
                   zeros_.data(), zeros_.data(), Elements<Number>(sink_.target()));
    sink_.Add();
  }

 private:
  NormNumbers numbers() const { return {zeros_.data(), ones_.data(), zeros_.data()}; }

  const MapsNorm<Number> norm_;
  FusedValue& input_;
  FusedValue& output_;
  const std::vector<float> zeros_, ones_;
  GradientSink sink_;
};

bool IsBfloat16(const FusedValue& value) {
  return value.data.get_desc().data_type() == memory::data_type::bf16;
}

}  // namespace

MapsLayout MapsLayoutOf(const memory::desc& maps) {
  const memory::dims sizes = maps.dims();
  return {sizes[0], sizes[2] * sizes[3], sizes[1],
          PixelLayout(maps) == memory::format_tag::nChw16c};
}

bool SuitsVectors(const FusedValue& input) {
  return HasVectors() && PixelLayout(input.data.get_desc()).has_value();
}

std::unique_ptr<FusedStep> MakeMapsNormStep(const GraphOp& op, NormActivation activation,
                                            FusedValue& input, FusedValue& output) {
  if (IsBfloat16(input)) {
    return std::make_unique<MapsNormStep<c10::BFloat16>>(op, activation, input, output);
  }
  return std::make_unique<MapsNormStep<float>>(op, activation, input, output);
}

std::unique_ptr<FusedStep> MakeGeluStep(FusedValue& input, FusedValue& output) {
  if (IsBfloat16(input)) return std::make_unique<GeluStep<c10::BFloat16>>(input, output);
  return std::make_unique<GeluStep<float>>(input, output);
}

}  // namespace stride
