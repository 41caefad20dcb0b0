// MixUp and CutMix against PyTorch's arithmetic (make_golden.py), bit for bit.
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "stride/data/base/file.h"
#include "stride/data/loader/mix.h"

namespace stride {
namespace {

// The input of every case, as in make_golden.py.
Batch GoldenBatch(at::MemoryFormat format) {
  Batch batch;
  batch.images = at::empty({4, 3, 7, 5}, at::kFloat);
  float* image = batch.images.data_ptr<float>();
  for (int i = 0; i < batch.images.numel(); ++i) {
    image[i] = static_cast<float>(37 * i % 101) / 101 * 4 - 2;
  }
  batch.images = batch.images.contiguous(format);
  batch.targets = at::zeros({4, 6});
  constexpr int kLabels[] = {0, 5, 2, 5};
  for (int i = 0; i < 4; ++i) batch.targets.data_ptr<float>()[i * 6 + kLabels[i]] = 1;
  return batch;
}

std::string Bytes(const at::Tensor& tensor) {
  const at::Tensor values = tensor.contiguous();
  return {static_cast<const char*>(values.data_ptr()), values.nbytes()};
}

class MixGoldenTest : public ::testing::TestWithParam<at::MemoryFormat> {
 protected:
  template <typename Mix>
  void Append(const Mix& mix) {
    Batch batch = GoldenBatch(GetParam());
    mix(batch);
    mixed_ += Bytes(batch.images) + Bytes(batch.targets);
  }
  void ExpectGolden(const std::string& name) const {
    const auto expected = ReadFile("tests/golden/mix/" + name);
    ASSERT_TRUE(expected.ok()) << expected.status();
    ASSERT_EQ(mixed_.size(), expected->size());
    EXPECT_EQ(std::memcmp(mixed_.data(), expected->data(), mixed_.size()), 0);
  }

 private:
  std::string mixed_;
};

TEST_P(MixGoldenTest, MixUp) {
  for (const double lambda : {0.3, 0.7123456789, 0.0, 1.0}) {
    Append([&](Batch& batch) { MixExamples(lambda, batch); });
  }
  ExpectGolden("mix_up.f32");
}

TEST_P(MixGoldenTest, CutMix) {
  struct Case {
    double lambda;
    int row;
    int column;
  };
  for (const Case& c : {Case{0.3, 0, 0}, {0.6, 4, 3}, {0.0, 2, 2}, {0.9, 6, 4}, {1.0, 3, 3}}) {
    Append([&](Batch& batch) { PasteBox(CutMixBox(c.lambda, c.row, c.column, 7, 5), batch); });
  }
  ExpectGolden("cut_mix.f32");
}

INSTANTIATE_TEST_SUITE_P(Layouts, MixGoldenTest,
                         ::testing::Values(at::MemoryFormat::Contiguous,
                                           at::MemoryFormat::ChannelsLast));

}  // namespace
}  // namespace stride
