#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "stride/models/fused/gradient.h"
#include "stride/models/fused/product.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

// A pixel of the input under one tap of the window of an output's pixel.
struct Tap {
  int64_t input, weight, output;
  bool first_of_input, first_of_weight, first_of_output;  // nothing has been added there yet
};

struct Taps {
  std::vector<Tap> list;
  std::vector<bool> inputs, weights, outputs;  // whether a tap has it
};

bool Covered(const std::vector<bool>& places) {
  return std::find(places.begin(), places.end(), false) == places.end();
}

Taps TapsOf(const GraphOp& op, const memory::dims& maps) {
  Taps taps;
  taps.inputs.resize(maps[2] * maps[3]);
  taps.weights.resize(op.kernel[0] * op.kernel[1]);
  taps.outputs.resize(op.sizes[1] * op.sizes[2]);
  for (int64_t output = 0; output < op.sizes[1] * op.sizes[2]; ++output) {
    for (int64_t weight = 0; weight < op.kernel[0] * op.kernel[1]; ++weight) {
      const int64_t y = output / op.sizes[2] * op.stride[0] - op.padding[0] + weight / op.kernel[1];
      const int64_t x = output % op.sizes[2] * op.stride[1] - op.padding[1] + weight % op.kernel[1];
      if (y < 0 || y >= maps[2] || x < 0 || x >= maps[3]) continue;
      const int64_t input = y * maps[3] + x;
      taps.list.push_back({input, weight, output, !taps.inputs[input], !taps.weights[weight],
                           !taps.outputs[output]});
      taps.inputs[input] = taps.weights[weight] = taps.outputs[output] = true;
    }
  }
  return taps;
}

// One product puts, the other adds.
struct TapProduct {
  TapProduct() = default;
  TapProduct(const memory::desc& left, const memory::desc& right, const memory::desc& product)
      : puts(left, right, product), adds(left, right, product, true) {}

  void Execute(bool first, float* left, float* right, float* product) const {
    (first ? puts : adds).Execute(left, right, product);
  }

  Product puts, adds;
};

void Clear(const memory& memory) {
  std::memset(memory.get_data_handle(), 0, memory.get_desc().get_size());
}

// weight: [out, in, kh, kw] in channels_last: for each tap a matrix [out, in].
class TapConvolutionStep final : public FusedStep {
 public:
  TapConvolutionStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : in_(input.data.get_desc().dims()[1]),
        out_(op.sizes[0]),
        taps_(TapsOf(op, input.data.get_desc().dims())),
        output_(output),
        weight_(op.tensors[0]) {
    parameters = {weight_};
    constexpr auto kType = memory::data_type::f32;
    const memory::dims sizes = input.data.get_desc().dims();
    const int64_t batch = sizes[0];
    const memory::desc maps(sizes, kType, memory::format_tag::nhwc);
    const memory::desc results({batch, out_, op.sizes[1], op.sizes[2]}, kType,
                               memory::format_tag::nhwc);
    source_ = Reordered(input.data, maps, in_both);
    if (source_.get() == input.data) input.kept = true;
    output.data = Unplaced(results);
    output.gradient = Unplaced(results);
    sink_ = GradientSink(input, maps, in_backward);

    const memory::desc from = Matrix(batch, in_, kType, sizes[2] * sizes[3] * in_);
    const memory::desc to = Matrix(batch, out_, kType, op.sizes[1] * op.sizes[2] * out_);
    const memory::desc tap = Matrix(out_, in_, kType, op.kernel[0] * op.kernel[1] * in_);
    forward_ = TapProduct(from, Transposed(tap), to);
    backward_weights_ = TapProduct(Transposed(to), from, tap);
    if (sink_.wanted()) backward_data_ = TapProduct(to, tap, from);
  }

  void Forward() override {
    source_.Update();
    if (!Covered(taps_.outputs)) Clear(output_.data);
    for (const Tap& tap : taps_.list) {
      forward_.Execute(tap.first_of_output, Elements<float>(source_.get()) + tap.input * in_,
                       weight_.data_ptr<float>() + tap.weight * in_,
                       Elements<float>(output_.data) + tap.output * out_);
    }
  }

  void Backward() override {
    if (weight_.requires_grad()) BackwardWeights();
    if (sink_.wanted()) BackwardData();
  }

 private:
  void BackwardWeights() {
    gradients = {at::empty_like(weight_)};
    if (!Covered(taps_.weights)) gradients[0].zero_();
    for (const Tap& tap : taps_.list) {
      backward_weights_.Execute(tap.first_of_weight,
                                Elements<float>(output_.gradient) + tap.output * out_,
                                Elements<float>(source_.get()) + tap.input * in_,
                                gradients[0].data_ptr<float>() + tap.weight * in_);
    }
  }

  void BackwardData() {
    if (!Covered(taps_.inputs)) Clear(sink_.target());
    for (const Tap& tap : taps_.list) {
      backward_data_.Execute(tap.first_of_input,
                             Elements<float>(output_.gradient) + tap.output * out_,
                             weight_.data_ptr<float>() + tap.weight * in_,
                             Elements<float>(sink_.target()) + tap.input * in_);
    }
    sink_.Add();
  }

  const int64_t in_, out_;
  const Taps taps_;
  FusedValue& output_;
  const at::Tensor weight_;
  Reordered source_;
  TapProduct forward_, backward_weights_, backward_data_;
  GradientSink sink_;
};

}  // namespace

bool SuitsTaps(const GraphOp& op, const FusedValue& input) {
  const memory::desc maps = input.data.get_desc();
  return maps.data_type() == memory::data_type::f32 && maps.dims()[1] >= 64 &&
         op.kernel[0] * op.kernel[1] > 1 && op.sizes[1] * op.sizes[2] <= 4 && op.groups == 1 &&
         op.dilation == std::array<int64_t, 2>{1, 1} && !op.tensors[1].defined() &&
         op.tensors[0].is_contiguous(at::MemoryFormat::ChannelsLast);
}

std::unique_ptr<FusedStep> MakeTapConvolutionStep(const GraphOp& op, FusedValue& input,
                                                  FusedValue& output) {
  return std::make_unique<TapConvolutionStep>(op, input, output);
}

}  // namespace stride
