#include "stride/data/loader/mix.h"

#include <gtest/gtest.h>

#include <vector>

#include "stride/data/loader/loader.h"
#include "stride/data/loader/loader_test_util.h"

namespace stride {
namespace {

LoaderOptions Mixed(std::vector<BatchTransformPtr> transforms) {
  LoaderOptions options;
  options.batch_size = 5;
  options.shuffle = true;
  options.seed = 5;
  options.batch_transforms = std::move(transforms);
  return options;
}

LoaderOptions MixedEitherWay() { return Mixed({MixOneOf({MixUp(0.4), CutMix()})}); }

void ExpectSameMixtures(const std::vector<Batch>& a, const std::vector<Batch>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i].images.equal(b[i].images)) << i;
    EXPECT_TRUE(a[i].targets.equal(b[i].targets)) << i;
  }
}

double Share(const Batch& batch, int64_t example) {
  return batch.targets[example][batch.labels[example].item<int64_t>()].item<double>();
}

TEST(Mix, ThreadsAndTheFirstBatchChangeNoBit) {
  LoaderOptions options = MixedEitherWay();
  options.num_threads = 0;
  const std::vector<Batch> expected = Epoch(*MakeLoader(options), 2);
  for (const int threads : {1, 3}) {
    options.num_threads = threads;
    const auto loader = MakeLoader(options);
    ExpectSameMixtures(Epoch(*loader, 2), expected);
    ExpectSameMixtures(Epoch(*loader, 2, 3), {expected.begin() + 3, expected.end()});
  }
  EXPECT_FALSE(Epoch(*MakeLoader(options), 1)[0].targets.equal(expected[0].targets));
}

TEST(Mix, BothLayoutsHoldTheSameValues) {
  LoaderOptions options = MixedEitherWay();
  const std::vector<Batch> expected = Epoch(*MakeLoader(options, 60), 0);
  options.channels_last = true;
  ExpectSameMixtures(Epoch(*MakeLoader(options, 60), 0), expected);
}

TEST(Mix, OneLambdaABatchAndThePartnerIsTheOneBefore) {
  const std::vector<Batch> plain = Epoch(*MakeLoader(Mixed({}), 85), 0);
  const std::vector<Batch> mixed = Epoch(*MakeLoader(Mixed({MixUp()}), 85), 0);
  for (size_t b = 0; b < plain.size(); ++b) {
    EXPECT_FALSE(plain[b].targets.defined());
    EXPECT_TRUE(mixed[b].labels.equal(plain[b].labels));
    const at::Tensor own = plain[b].images;
    const at::Tensor partner = own.roll(1, 0);
    double lambda = -1;  // of the batch: where own and partner differ in their label
    for (int64_t i = 0; i < own.size(0); ++i) {
      if (!plain[b].labels[i].equal(plain[b].labels.roll(1, 0)[i])) lambda = Share(mixed[b], i);
    }
    if (lambda < 0) continue;
    EXPECT_TRUE(mixed[b].images.allclose(partner.lerp(own, lambda), 1e-4, 1e-5)) << b;
  }
}

TEST(Mix, CutMixTargetsAreTheAreasThatAreSeen) {
  const std::vector<Batch> plain = Epoch(*MakeLoader(Mixed({}), 85), 1);
  const std::vector<Batch> mixed = Epoch(*MakeLoader(Mixed({CutMix()}), 85), 1);
  int pasted = 0;
  for (size_t b = 0; b < plain.size(); ++b) {
    const at::Tensor same = mixed[b].images.eq(plain[b].images).to(at::kDouble).mean({1, 2, 3});
    EXPECT_TRUE(mixed[b].targets.sum(1).allclose(plain[b].labels.ge(0).to(at::kFloat)));
    for (int64_t i = 0; i < same.size(0); ++i) {
      const bool other = !plain[b].labels[i].equal(plain[b].labels.roll(1, 0)[i]);
      if (!other) continue;
      EXPECT_NEAR(Share(mixed[b], i), same[i].item<double>(), 1e-6) << b;
      pasted += same[i].item<double>() < 1;
    }
  }
  EXPECT_GT(pasted, 20);
}

TEST(Mix, ShardsDrawTheirOwn) {
  LoaderOptions options = Mixed({MixUp()});
  options.num_shards = 2;
  const std::vector<Batch> first = Epoch(*MakeLoader(options, 40), 0);
  options.shard_index = 1;
  const std::vector<Batch> second = Epoch(*MakeLoader(options, 40), 0);
  const auto smaller_share = [](const Batch& batch) { return batch.targets.amin(1).amax(); };
  EXPECT_GT(smaller_share(first[0]).item<float>(), 0);
  EXPECT_FALSE(smaller_share(first[0]).equal(smaller_share(second[0])));
}

TEST(Mix, OneExampleIsItsOwnPartner) {
  LoaderOptions options = Mixed({MixUp(), CutMix()});
  options.batch_size = 1;
  const std::vector<Batch> mixed = Epoch(*MakeLoader(options, 3), 0);
  options.batch_transforms.clear();
  const std::vector<Batch> plain = Epoch(*MakeLoader(options, 3), 0);
  for (size_t b = 0; b < plain.size(); ++b) {
    EXPECT_TRUE(mixed[b].images.allclose(plain[b].images));
    EXPECT_NEAR(Share(mixed[b], 0), 1, 1e-6);
  }
}

TEST(Mix, ExamplesThatWereLeftOutAreNobodysPartner) {
  LoaderOptions options = Mixed({MixUp()});
  options.shuffle = false;
  options.skip_corrupt = true;
  const std::vector<Batch> mixed = Epoch(*MakeLoader(options, 5, /*corrupt=*/4), 0);
  ASSERT_EQ(mixed.size(), 1);
  EXPECT_EQ(mixed[0].targets.sizes(), (std::vector<int64_t>{4, 2}));
  EXPECT_EQ(mixed[0].images.size(0), 4);
  EXPECT_NEAR(Share(mixed[0], 0), Share(mixed[0], 1), 1e-6);
}

TEST(Mix, SaysWhatItIs) {
  EXPECT_EQ(MixOneOf({MixUp(0.2), CutMix()})->ToString(), "mix_one_of(mixup(0.2), cutmix(1))");
  EXPECT_DEATH(MixUp(0), "mixup");
}

}  // namespace
}  // namespace stride
