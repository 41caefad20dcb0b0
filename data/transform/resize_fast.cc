#include "stride/data/transform/resize_fast.h"

#include <opencv2/imgproc.hpp>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/mat.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct ResizeFastSpec : ResizedSize {
  static constexpr char kName[] = "resize_fast";

  void Visit(Arguments& arguments) {
    arguments("size", size);
    arguments("max_size", max_size);
  }

  absl::Status Prepare() { return Check(); }
  absl::StatusOr<Image> Apply(const Image& image, RandomStream&) const {
    return ResizeFast(image, Of(image));
  }
};
STRIDE_REGISTER_TRANSFORM(ResizeFastSpec);

}  // namespace

absl::StatusOr<Image> ResizeFast(const Image& image, const Size& size) {
  STRIDE_RETURN_IF_ERROR(CheckSize("size", size));
  const bool shrinks = size.height <= image.height() && size.width <= image.width();
  Image out(size.height, size.width, image.channels());
  cv::Mat to = MutableMat(out);
  try {
    cv::resize(ConstMat(image), to, to.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  } catch (const cv::Exception& error) {
    return absl::InternalError(absl::StrCat("resize_fast: OpenCV: ", error.err));
  }
  return out;
}

TransformPtr ResizeFast(const ResizedSize& size) { return MakeTransform(ResizeFastSpec{size}); }

TransformPtr ResizeFast(int shorter_side) { return ResizeFast(ResizedSize{{shorter_side}, {}}); }

}  // namespace stride
