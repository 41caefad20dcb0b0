#include "stride/train/optimizer/muon.h"

#include <ATen/Functions.h>

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

at::Tensor Randn(at::IntArrayRef sizes) {
  at::manual_seed(1);
  return at::randn(sizes);
}

at::Tensor SingularValues(const at::Tensor& matrix) {
  return std::get<1>(at::linalg_svd(matrix.to(at::kFloat)));
}

TEST(NearlyOrthogonal, SingularValuesEndNearOne) {
  const at::Tensor values = SingularValues(NearlyOrthogonal(Randn({16, 64}), 3));
  EXPECT_GT(values.min().item<float>(), 0.5);
  EXPECT_LT(values.max().item<float>(), 1.5);
}

TEST(NearlyOrthogonal, KeepsTheDirections) {
  const at::Tensor matrix = Randn({16, 64});
  const auto [u, s, v] = at::linalg_svd(matrix, /*full_matrices=*/false);
  const at::Tensor turned = u.t().mm(NearlyOrthogonal(matrix, 3).to(at::kFloat)).mm(v.t());
  EXPECT_LT(turned.sub(turned.diag().diag()).abs().max().item<float>(), 0.05);
}

TEST(NearlyOrthogonal, OfATallMatrixIsThatOfItsTransposeTransposed) {
  const at::Tensor matrix = Randn({16, 64});
  EXPECT_TRUE(NearlyOrthogonal(matrix.t(), 3).t().equal(NearlyOrthogonal(matrix, 3)));
}

struct MuonFixture {
  MuonFixture(const at::Tensor& start, const MuonOptions& options) : parameter(start.clone()) {
    optimizer = MakeMuon(OptimizeAll({{"w", parameter}}), options).value();
  }
  void Step(const at::Tensor& gradient) {
    parameter.mutable_grad() = gradient;
    optimizer->Step(0.1);
  }
  at::Tensor parameter;
  std::unique_ptr<Optimizer> optimizer;
};

TEST(MuonTest, FiltersStepFromASphereInOrthogonalDirections) {
  const at::Tensor start = Randn({8, 4, 3, 3});
  const at::Tensor gradient = start.flip(0);
  MuonFixture f(start, {});
  f.Step(gradient);
  const at::Tensor from = start.mul(std::sqrt(8.0)).div(start.norm());
  const at::Tensor step = NearlyOrthogonal(gradient.view({8, -1}).mul(1.6), 3);
  EXPECT_TRUE(f.parameter.allclose(from.view({8, -1}).sub(step, 0.1).view_as(start), 0, 1e-3));
}

TEST(MuonTest, FiltersInChannelsLastLearnTheSame) {
  const at::Tensor start = Randn({8, 4, 3, 3});
  MuonFixture plain(start, {});
  MuonFixture last(start.contiguous(at::MemoryFormat::ChannelsLast), {});
  for (MuonFixture* f : {&plain, &last}) {
    f->Step(start.flip(0));
    f->Step(start.flip(1));
  }
  EXPECT_FALSE(last.parameter.is_contiguous());
  EXPECT_TRUE(last.parameter.allclose(plain.parameter, 0, 1e-2));
}

TEST(MuonTest, OthersLearnAsBySgd) {
  const at::Tensor start = Randn({5, 7});
  MuonOptions options;
  options.weight_decay = 0.1;
  MuonFixture f(start, options);
  const at::Tensor expected = start.clone();
  SgdOptions sgd;
  sgd.momentum = options.other_momentum;
  sgd.nesterov = true;
  sgd.weight_decay = 0.1;
  const auto reference = MakeSgd(OptimizeAll({{"w", expected}}), sgd).value();
  for (const int dimension : {0, 1}) {
    const at::Tensor gradient = start.flip(dimension);
    f.Step(gradient);
    expected.mutable_grad() = gradient;
    reference->Step(0.1);
  }
  EXPECT_TRUE(f.parameter.allclose(expected, 0, 1e-6));
}

TEST(MuonTest, RefusesOptionsOutOfRange) {
  const std::vector<OptimizedParameter> one = OptimizeAll({{"w", at::ones({2})}});
  MuonOptions options;
  options.momentum = 1;
  EXPECT_THAT(MakeMuon(one, options).status().message(), HasSubstr("muon, momentum: expected"));
  options = {};
  options.newton_schulz_steps = 0;
  EXPECT_THAT(MakeMuon(one, options).status().message(), HasSubstr("at least 1, found 0"));
}

}  // namespace
}  // namespace stride
