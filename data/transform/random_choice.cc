#include "stride/data/transform/random_choice.h"

#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct RandomChoiceSpec {
  static constexpr char kName[] = "random_choice";
  std::vector<TransformPtr> transforms;
  std::vector<double> p;

  void Visit(Arguments& arguments) {
    arguments("transforms", transforms);
    arguments("p", p);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckTransforms(transforms));
    if (p.empty()) return absl::OkStatus();
    if (p.size() != transforms.size()) {
      return absl::InvalidArgumentError(absl::StrCat("p: expected a weight for each of the ",
                                                     transforms.size(), " transforms, found ",
                                                     p.size()));
    }
    for (const double weight : p) STRIDE_RETURN_IF_ERROR(CheckAtLeast("p", weight, 0));
    return CheckPositive("sum of p", Sum());
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    return transforms[Choose(random)]->Apply(std::move(image), random);
  }

  double Sum() const { return std::accumulate(p.begin(), p.end(), 0.0); }

  size_t Choose(RandomStream& random) const {
    if (p.empty()) return random.UniformInt(0, static_cast<int64_t>(transforms.size()));
    double rest = random.Uniform() * Sum();
    size_t last = 0;  // of those that may be chosen
    for (size_t i = 0; i < p.size(); ++i) {
      if (p[i] == 0) continue;
      if (rest < p[i]) return i;
      rest -= p[i];
      last = i;
    }
    return last;
  }
};
STRIDE_REGISTER_TRANSFORM(RandomChoiceSpec);

}  // namespace

TransformPtr RandomChoice(std::vector<TransformPtr> transforms, std::vector<double> p) {
  return MakeTransform(RandomChoiceSpec{std::move(transforms), std::move(p)});
}

}  // namespace stride
