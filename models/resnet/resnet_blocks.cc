#include "stride/models/resnet/resnet_blocks.h"

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/dropout.h>

#include <limits>

#include "stride/models/layers/activation.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"

namespace stride {
namespace {

Conv2d Convolution(int64_t in, int64_t out, int64_t kernel, int64_t stride = 1,
                   int64_t groups = 1) {
  return Conv2d(torch::nn::Conv2dOptions(in, out, kernel)
                    .stride(stride)
                    .padding(kernel / 2)
                    .groups(groups)
                    .bias(false));
}

// Every stride-th pixel, and channels of zeros after those of `input`.
at::Tensor SkipAndPad(const at::Tensor& input, int64_t stride, int64_t channels) {
  constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();
  const at::Tensor pixels = input.slice(2, 0, kEnd, stride).slice(3, 0, kEnd, stride);
  return at::constant_pad_nd(pixels, {0, 0, 0, 0, 0, channels - input.size(1)});
}

void PushBasic(const ResnetPlace& place, ChainImpl& branch) {
  branch.push_back("conv1", Convolution(place.in_channels, place.width, 3, place.stride));
  branch.push_back("bn1", BatchNorm2d(place.width));
  branch.push_back(ResnetRelu);
  branch.push_back("conv2", Convolution(place.width, place.width, 3));
  branch.push_back("bn2", BatchNorm2d(place.width));
}

void PushBottleneck(const ResnetOptions& options, const ResnetPlace& place, ChainImpl& branch) {
  const auto inner = static_cast<int64_t>(static_cast<double>(place.width) * options.width_factor);
  const int64_t out = ResnetOutputChannels(options, place.width);
  branch.push_back("conv1", Convolution(place.in_channels, inner, 1));
  branch.push_back("bn1", BatchNorm2d(inner));
  branch.push_back(ResnetRelu);
  branch.push_back("conv2", Convolution(inner, inner, 3, place.stride, options.groups));
  branch.push_back("bn2", BatchNorm2d(inner));
  branch.push_back(ResnetRelu);
  branch.push_back("conv3", Convolution(inner, out, 1));
  branch.push_back("bn3", BatchNorm2d(out));
}

// The branch's layers are the chain's; forward adds the shortcut, then ReLU.
class BlockImpl : public ChainImpl {
 public:
  BlockImpl(const ResnetOptions& options, const ResnetPlace& place) {
    if (options.block == ResnetBlock::kBottleneck) {
      PushBottleneck(options, place, *this);
    } else {
      PushBasic(place, *this);
    }
    if (options.shortcut != ResnetShortcut::kNone) MakeShortcut(options, place);
  }

  at::Tensor forward(const at::Tensor& input) {
    const at::Tensor output = ChainImpl::forward(input);
    return ResnetRelu(shortcut_ == nullptr ? output : output.add_(shortcut_(input)));
  }

 private:
  void MakeShortcut(const ResnetOptions& options, const ResnetPlace& place) {
    const int64_t out = ResnetOutputChannels(options, place.width);
    if (place.stride == 1 && place.in_channels == out) {
      shortcut_ = [](const at::Tensor& x) { return x; };
    } else if (options.shortcut == ResnetShortcut::kPadding) {
      shortcut_ = [stride = place.stride, out](const at::Tensor& x) {
        return SkipAndPad(x, stride, out);
      };
    } else {
      Chain projection;
      projection->push_back(Convolution(place.in_channels, out, 1, place.stride));
      projection->push_back(BatchNorm2d(out));
      ChainImpl* const chain = register_module("downsample", projection).get();
      shortcut_ = [chain](const at::Tensor& x) { return chain->forward(x); };
    }
  }

  Function shortcut_;  // empty: a plain block
};
TORCH_MODULE(Block);

// The first norm and ReLU come before the branch: a projection takes what they yield.
class PreactivationBlockImpl : public ChainImpl {
 public:
  PreactivationBlockImpl(const ResnetPlace& place, double dropout)
      : norm_(register_module("bn1", BatchNorm2d(place.in_channels))) {
    push_back("conv1", Convolution(place.in_channels, place.width, 3, place.stride));
    push_back("bn2", BatchNorm2d(place.width));
    push_back(ResnetRelu);
    push_back([this, dropout](const at::Tensor& x) {
      return dropout > 0 ? at::dropout(x, dropout, is_training()) : x;
    });
    push_back("conv2", Convolution(place.width, place.width, 3));
    if (place.stride == 1 && place.in_channels == place.width) return;
    projection_ =
        register_module("downsample", Convolution(place.in_channels, place.width, 1, place.stride));
  }

  at::Tensor forward(const at::Tensor& input) {
    const at::Tensor active = ResnetRelu(norm_->forward(input));
    const at::Tensor output = ChainImpl::forward(active);
    return output.add_(projection_.is_empty() ? input : projection_->forward(active));
  }

 private:
  BatchNorm2d norm_;
  Conv2d projection_ = nullptr;
};
TORCH_MODULE(PreactivationBlock);

}  // namespace

at::Tensor ResnetRelu(const at::Tensor& maps) { return ActivateInPlace(Activation::kReLU, maps); }

int64_t ResnetOutputChannels(const ResnetOptions& options, int64_t width) {
  return options.block == ResnetBlock::kBottleneck ? 4 * width : width;
}

void PushResnetBlock(const ResnetOptions& options, const ResnetPlace& place, Chain& stage) {
  if (options.block == ResnetBlock::kPreactivation) {
    stage->push_back(PreactivationBlock(place, options.dropout));
  } else {
    stage->push_back(Block(options, place));
  }
}

}  // namespace stride
