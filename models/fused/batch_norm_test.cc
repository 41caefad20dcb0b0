#include "stride/models/fused/batch_norm.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

constexpr int64_t kImages = 5;
constexpr int64_t kSide = 6;

at::Tensor Activated(const at::Tensor& maps, NormActivation activation) {
  if (activation == NormActivation::kRelu) return maps.relu();
  return activation == NormActivation::kGelu ? at::gelu(maps) : maps;
}

// [N, C, H, W] to the layout's order of numbers, and back.
at::Tensor Laid(const at::Tensor& maps, const MapsLayout& layout) {
  if (!layout.blocks) return maps.permute({0, 2, 3, 1}).contiguous();
  return at::constant_pad_nd(maps, {0, 0, 0, 0, 0, layout.groups() * 16 - layout.channels})
      .view({kImages, layout.groups(), 16, kSide * kSide})
      .permute({0, 1, 3, 2})
      .contiguous();
}

at::Tensor Unlaid(const at::Tensor& numbers, const MapsLayout& layout) {
  if (!layout.blocks) return numbers.permute({0, 3, 1, 2});
  return numbers.permute({0, 1, 3, 2})
      .reshape({kImages, layout.groups() * 16, kSide, kSide})
      .narrow(1, 0, layout.channels);
}

std::vector<float> Padded(const at::Tensor& numbers, const MapsLayout& layout) {
  std::vector<float> padded(layout.groups() * 16);
  std::copy_n(numbers.data_ptr<float>(), layout.channels, padded.begin());
  return padded;
}

at::Tensor AsTensor(const std::vector<float>& numbers, const MapsLayout& layout) {
  return at::tensor(numbers).narrow(0, 0, layout.channels);
}

void ExpectNear(const std::string& what, const at::Tensor& found, const at::Tensor& expected,
                double tolerance) {
  const double scale = expected.abs().max().item<double>();
  EXPECT_LE(found.sub(expected).abs().max().item<double>(), tolerance * scale) << what;
}

// Against float64 autograd, on maps whose mean is far from 0.
template <typename Number>
void ExpectNormAgrees(int64_t channels, bool blocks, NormActivation activation) {
  const MapsNorm<Number> norm{{kImages, kSide * kSide, channels, blocks}, activation};
  constexpr at::ScalarType kType = c10::CppTypeToScalarType<Number>::value;
  const double tolerance = kType == at::kFloat ? 3e-6 : 5e-3;
  const at::Tensor given = at::randn({kImages, channels, kSide, kSide}).add(20).to(kType);
  const at::Tensor slope = at::randn({kImages, channels, kSide, kSide}).to(kType);

  const at::Tensor maps = given.to(at::kDouble).requires_grad_();
  const at::Tensor mean = maps.mean({0, 2, 3});
  const at::Tensor variance = maps.var({0, 2, 3}, /*unbiased=*/false);
  const at::Tensor weight = at::rand({channels}, at::kDouble).add(0.5).requires_grad_();
  const at::Tensor bias = at::randn({channels}, at::kDouble).requires_grad_();
  const auto spread = [](const at::Tensor& numbers) { return numbers.view({1, -1, 1, 1}); };
  const at::Tensor scale = weight.div(variance.add(1e-5).sqrt());
  const at::Tensor away = maps.sub(spread(mean));
  const at::Tensor result = Activated(away.mul(spread(scale)).add(spread(bias)), activation);
  result.backward(slope.to(at::kDouble));

  const MapsLayout& layout = norm.layout;
  const at::Tensor laid = Laid(given, layout);
  const at::Tensor laid_slope = Laid(slope, layout);
  const size_t padded = layout.groups() * 16;
  std::vector<float> own_mean(padded), own_variance(padded), sums(padded), products(padded);
  norm.Moments(laid.data_ptr<Number>(), own_mean.data(), own_variance.data());
  ExpectNear("mean", AsTensor(own_mean, layout), mean, 1e-6);
  ChannelSums(layout, laid_slope.data_ptr<Number>(), sums.data());
  ExpectNear("sums", AsTensor(sums, layout), slope.to(at::kDouble).sum({0, 2, 3}), 1e-5);
  ExpectNear("variance", AsTensor(own_variance, layout), variance, 1e-5);

  const std::vector<float> scales = Padded(scale.to(at::kFloat), layout);
  const std::vector<float> shifts = Padded(bias.to(at::kFloat), layout);
  const NormNumbers numbers{own_mean.data(), scales.data(), shifts.data()};
  at::Tensor out = at::full_like(laid, NAN);
  norm.Apply(laid.data_ptr<Number>(), numbers, out.data_ptr<Number>());
  ExpectNear("result", Unlaid(out, layout), result, tolerance);

  norm.Sums(laid.data_ptr<Number>(), laid_slope.data_ptr<Number>(), numbers, sums.data(),
            products.data());
  ExpectNear("bias' gradient", AsTensor(sums, layout), bias.grad(), 1e-5);
  const at::Tensor deviation = variance.add(1e-5).sqrt();
  ExpectNear("weight's gradient", AsTensor(products, layout).div(deviation), weight.grad(), 1e-4);

  const double count = kImages * kSide * kSide;
  const at::Tensor factor = scale.mul(weight.grad()).div(deviation).div(-count);
  const at::Tensor term = scale.mul(bias.grad()).div(-count);
  const std::vector<float> factors = Padded(factor.to(at::kFloat), layout);
  const std::vector<float> terms = Padded(term.to(at::kFloat), layout);
  norm.Gradient(laid.data_ptr<Number>(), laid_slope.data_ptr<Number>(), numbers, factors.data(),
                terms.data(), out.data_ptr<Number>());
  ExpectNear("maps' gradient", Unlaid(out, layout), maps.grad(), 4 * tolerance);
}

TEST(BatchNormTest, AgreesWithAutograd) {
  if (!HasVectors()) GTEST_SKIP() << "this processor has no AVX-512";
  at::manual_seed(1);
  at::set_num_threads(2);
  for (const NormActivation activation :
       {NormActivation::kNone, NormActivation::kRelu, NormActivation::kGelu}) {
    for (const bool blocks : {false, true}) {
      for (const int64_t channels : {16, 40}) {
        SCOPED_TRACE(testing::Message() << "activation " << static_cast<int>(activation)
                                        << ", blocks " << blocks << ", channels " << channels);
        ExpectNormAgrees<float>(channels, blocks, activation);
        ExpectNormAgrees<c10::BFloat16>(channels, blocks, activation);
      }
    }
  }
}

}  // namespace
}  // namespace stride
