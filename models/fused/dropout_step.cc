#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

#include "stride/models/fused/dropout_mask.h"
#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

// Of the default generator, which the training loop seeds before each step.
uint64_t DrawSeed() {
  at::Generator generator = at::detail::getDefaultCPUGenerator();
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
}

template <typename Number>
void ApplyTo(const DropoutMask& mask, const memory& from, const memory& to) {
  ApplyMask(mask, static_cast<int64_t>(from.get_desc().get_size() / sizeof(Number)),
            Elements<Number>(from), Elements<Number>(to));
}

void ApplyMask(const DropoutMask& mask, const memory& from, const memory& to) {
  if (from.get_desc().data_type() == memory::data_type::f32) {
    ApplyTo<float>(mask, from, to);
  } else {
    ApplyTo<c10::BFloat16>(mask, from, to);
  }
}

// Places are counted in the layout of the input.
class DropoutStep final : public FusedStep {
 public:
  DropoutStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : input_(input), output_(output) {
    mask_.probability = op.dropout;
    output.data = Unplaced(input.data.get_desc());
    output.gradient = Unplaced(input.data.get_desc());
    sink_ = GradientSink(input, input.data.get_desc(), in_backward);
  }
  void Forward() override {
    mask_.seed = DrawSeed();
    ApplyMask(mask_, input_.data, output_.data);
  }
  void Backward() override {
    ApplyMask(mask_, output_.gradient, sink_.target());
    sink_.Add();
  }

 private:
  FusedValue& input_;
  FusedValue& output_;
  DropoutMask mask_;
  GradientSink sink_;
};

}  // namespace

std::unique_ptr<FusedStep> MakeDropoutStep(const GraphOp& op, FusedValue& input,
                                           FusedValue& output) {
  return std::make_unique<DropoutStep>(op, input, output);
}

}  // namespace stride
