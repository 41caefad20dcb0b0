#include "stride/models/swin/window_attention.h"

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/roll.h>
#include <ATen/ops/zeros.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/attention.h"

namespace stride {
namespace {

int64_t RoundUp(int64_t size, int64_t multiple) {
  return (size + multiple - 1) / multiple * multiple;
}

// Grids [B, H, W, C] cut into windows [B * windows, window^2, C], and put together again.
at::Tensor ToWindows(const at::Tensor& grid, int64_t window) {
  const int64_t rows = grid.size(1) / window;
  const int64_t columns = grid.size(2) / window;
  return grid.reshape({grid.size(0), rows, window, columns, window, grid.size(3)})
      .permute({0, 1, 3, 2, 4, 5})
      .reshape({-1, window * window, grid.size(3)});
}

at::Tensor FromWindows(const at::Tensor& windows, int64_t window, int64_t height, int64_t width) {
  const int64_t channels = windows.size(2);
  return windows.reshape({-1, height / window, width / window, window, window, channels})
      .permute({0, 1, 3, 2, 4, 5})
      .reshape({-1, height, width, channels});
}

// For each pair of tokens in a window, the row of the table that has their offset.
at::Tensor RelativePositionIndex(int64_t window) {
  const int64_t tokens = window * window;
  at::Tensor index = at::empty({tokens * tokens}, at::TensorOptions(at::kLong));
  auto* out = index.data_ptr<int64_t>();
  for (int64_t from = 0; from < tokens; ++from) {
    for (int64_t to = 0; to < tokens; ++to) {
      const int64_t down = from / window - to / window + window - 1;
      const int64_t right = from % window - to % window + window - 1;
      *out++ = down * (2 * window - 1) + right;
    }
  }
  return index;
}

// Shifted windows hold tokens that are not neighbours: each of the regions that the edges cut out
// has a number here, [1, height, width, 1].
at::Tensor Regions(int64_t height, int64_t width, int64_t window, int64_t down, int64_t right,
                   const at::TensorOptions& options) {
  at::Tensor regions = at::zeros({1, height, width, 1}, options);
  regions.slice(1, height - window).add_(3);
  regions.slice(2, width - window).add_(1);
  if (down > 0) regions.slice(1, height - down).add_(3);
  if (right > 0) regions.slice(2, width - right).add_(1);
  return regions;
}

// -100 between tokens of different regions, else 0: [windows, 1, window^2, window^2].
at::Tensor Mask(const at::Tensor& regions, int64_t window) {
  const at::Tensor windows = ToWindows(regions, window);  // [windows, window^2, 1]
  const at::Tensor apart = windows.ne(windows.transpose(1, 2));
  return (apart.to(regions.scalar_type()) * -100).unsqueeze(1);
}

void TraceAttention(const torch::nn::Module& layer, const WindowAttentionOptions& options,
                    at::IntArrayRef sizes, Tracer& tracer) {
  const int64_t window = options.window;
  const int64_t area = window * window;
  const int64_t tokens = RoundUp(sizes[1], window) * RoundUp(sizes[2], window);
  LayerRecord record;
  record.type = "WindowAttention";
  record.description = absl::StrCat(options.heads, " heads of ", options.width / options.heads,
                                    ", ", window, "x", window, options.shifted ? ", shifted" : "");
  record.input = record.output = sizes.slice(1).vec();
  record.multiply_adds = 4 * tokens * options.width * options.width +
                         AttendMultiplyAdds(tokens / area, area, options.width);
  tracer.Record(layer, std::move(record));
}

}  // namespace

WindowAttentionImpl::WindowAttentionImpl(const WindowAttentionOptions& options)
    : options_(options),
      qkv_(register_module("qkv", Linear(options.width, 3 * options.width))),
      proj_(register_module("proj", Linear(options.width, options.width))),
      index_(register_buffer("relative_position_index", RelativePositionIndex(options.window))) {
  TORCH_CHECK(options.heads >= 1 && options.width % options.heads == 0,
              "WindowAttention: ", options.heads, " heads do not divide a width of ",
              options.width);
  const int64_t offsets = 2 * options.window - 1;
  table_ = register_parameter("relative_position_bias_table",
                              at::zeros({offsets * offsets, options.heads}));
}

at::Tensor WindowAttentionImpl::PositionBias() const {
  const int64_t area = options_.window * options_.window;
  return table_.index_select(0, index_).view({area, area, -1}).permute({2, 0, 1}).unsqueeze(0);
}

at::Tensor WindowAttentionImpl::forward(const at::Tensor& tokens) {
  if (Tracer* tracer = Tracer::Active()) {
    TraceAttention(*this, options_, tokens.sizes(), *tracer);
    if (tokens.is_meta()) return tracer->MetaOutput(tokens);
  }
  const int64_t window = options_.window;
  const int64_t height = RoundUp(tokens.size(1), window);
  const int64_t width = RoundUp(tokens.size(2), window);
  // One window along an axis has nothing to be shifted into.
  const int64_t down = options_.shifted && height > window ? window / 2 : 0;
  const int64_t right = options_.shifted && width > window ? window / 2 : 0;

  at::Tensor grid =
      at::constant_pad_nd(tokens, {0, 0, 0, width - tokens.size(2), 0, height - tokens.size(1)});
  at::Tensor bias = PositionBias();
  if (down + right > 0) {
    grid = at::roll(grid, {-down, -right}, {1, 2});
    const at::Tensor mask =
        Mask(Regions(height, width, window, down, right, tokens.options()), window);
    bias = (bias + mask).repeat({tokens.size(0), 1, 1, 1});
  }
  const at::Tensor windows = qkv_->forward(ToWindows(grid, window));
  grid =
      FromWindows(proj_->forward(Attend(windows, options_.heads, bias, 0)), window, height, width);
  if (down + right > 0) grid = at::roll(grid, {down, right}, {1, 2});
  return grid.slice(1, 0, tokens.size(1)).slice(2, 0, tokens.size(2)).contiguous();
}

}  // namespace stride
