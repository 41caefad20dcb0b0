#include <optional>

#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/gradient.h"
#include "stride/models/fused/max_pool.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

// oneDNN is faster with windows that overlap where a pixel has sixteen channels.
bool IsFaster(const GraphOp& op, memory::format_tag layout) {
  return layout == memory::format_tag::nhwc ||
         (op.kernel[0] <= op.stride[0] && op.kernel[1] <= op.stride[1]);
}

// Sixteen channels of an image are an image where they lie together.
WindowGrid GridIn(memory::format_tag layout, const GraphOp& op, const memory::dims& maps) {
  WindowGrid grid = GridOf(op, maps);
  if (layout == memory::format_tag::nChw16c) {
    grid.batch *= (maps[1] + 15) / 16;
    grid.channels = 16;
  }
  return grid;
}

template <typename Number>
class MaxPoolStep final : public FusedStep {
 public:
  MaxPoolStep(const GraphOp& op, memory::format_tag layout, FusedValue& input, FusedValue& output)
      : grid_(GridIn(layout, op, input.data.get_desc().dims())), input_(input), output_(output) {
    const memory::desc maps = input.data.get_desc();
    const memory::desc result({maps.dims()[0], maps.dims()[1], op.sizes[1], op.sizes[2]},
                              maps.data_type(), layout);
    output.data = Unplaced(result);
    output.gradient = Unplaced(result);
    places_ = UnplacedBytes(result.get_size() / sizeof(Number));
    in_both.push_back(places_);
    sink_ = GradientSink(input, maps, in_backward);
  }

  void Forward() override {
    MaxPool(grid_, Elements<Number>(input_.data), Elements<Number>(output_.data), Places());
  }
  void Backward() override {
    if (!sink_.wanted()) return;
    MaxPoolGradient(grid_, Elements<Number>(output_.gradient), Places(),
                    Elements<Number>(sink_.target()));
    sink_.Add();
  }

 private:
  uint8_t* Places() const { return static_cast<uint8_t*>(places_.get_data_handle()); }

  const WindowGrid grid_;
  FusedValue& input_;
  FusedValue& output_;
  memory places_;
  GradientSink sink_;
};

}  // namespace

std::unique_ptr<FusedStep> TryMaxPoolStep(const GraphOp& op, FusedValue& input,
                                          FusedValue& output) {
  if (!SuitsVectors(input) || op.kernel[0] * op.kernel[1] > 256) return nullptr;
  const std::optional<memory::format_tag> layout = PixelLayout(input.data.get_desc());
  if (!IsFaster(op, *layout)) return nullptr;
  if (input.data.get_desc().data_type() == memory::data_type::bf16) {
    return std::make_unique<MaxPoolStep<c10::BFloat16>>(op, *layout, input, output);
  }
  return std::make_unique<MaxPoolStep<float>>(op, *layout, input, output);
}

}  // namespace stride
