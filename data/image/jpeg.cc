#include "stride/data/image/jpeg.h"

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

// libjpeg's headers need <cstddef> and <cstdio> before them, and this order.
// clang-format off
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

// libjpeg reports an error by a function that must not return. What the picture is read into lives
// outside of the function that setjmp returns to.
struct Decoder {
  jpeg_decompress_struct info = {};
  jpeg_error_mgr errors = {};
  std::jmp_buf on_error;
  std::string message;
};

Decoder* DecoderOf(j_common_ptr info) { return static_cast<Decoder*>(info->client_data); }

[[noreturn]] void Fail(j_common_ptr info) {
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  DecoderOf(info)->message = message;
  std::longjmp(DecoderOf(info)->on_error, 1);
}

// Warnings after which libjpeg makes up pixels. Others, as of bytes that it skipped, are harmless.
bool LosesPixels(int code) {
  return code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
         code == JWRN_ARITH_BAD_CODE || code == JWRN_MUST_RESYNC || code == JWRN_BOGUS_PROGRESSION;
}

void Warn(j_common_ptr info, int level) {
  if (level < 0 && LosesPixels(info->err->msg_code)) Fail(info);
}

absl::Status Damaged(const Decoder& decoder, size_t bytes) {
  return absl::DataLossError(absl::StrCat("JPEG of ", bytes, " bytes is truncated or damaged: ",
                                          decoder.message, "; fetch it again, or leave it out"));
}

bool ReadHeader(Decoder& decoder, absl::string_view bytes) {
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg_create_decompress(&decoder.info);
  jpeg_mem_src(&decoder.info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&decoder.info, TRUE);
  return true;
}

// Columns of the picture. Where colours have half the columns, each is mixed from its neighbours,
// which must be there.
struct Columns {
  JDIMENSION begin;
  JDIMENSION count;
};

Columns ColumnsAround(const ImageBox& box, int width) {
  constexpr int kNeighbours = 8;
  const int begin = std::max(box.left - kNeighbours, 0);
  const int end = std::min(box.left + box.width + kNeighbours, width);
  return {static_cast<JDIMENSION>(begin), static_cast<JDIMENSION>(end - begin)};
}

// libjpeg begins with the block that holds the first column.
bool Start(Decoder& decoder, Columns& columns) {
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg_start_decompress(&decoder.info);
  if (columns.count < decoder.info.output_width) {
    jpeg_crop_scanline(&decoder.info, &columns.begin, &columns.count);
  }
  return true;
}

bool ReadRows(Decoder& decoder, JDIMENSION top, JDIMENSION count, uint8_t* out) {
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg_decompress_struct& info = decoder.info;
  if (top > 0) jpeg_skip_scanlines(&info, top);
  const size_t row_bytes = size_t{info.output_width} * info.output_components;
  while (info.output_scanline < top + count) {
    JSAMPROW row = out + (info.output_scanline - top) * row_bytes;
    jpeg_read_scanlines(&info, &row, 1);
  }
  if (info.output_scanline == info.output_height) jpeg_finish_decompress(&info);
  return true;
}

absl::StatusOr<ImagePart> Decode(Decoder& decoder, absl::string_view bytes, int64_t max_pixels,
                                 BoxChooser choose) {
  if (!ReadHeader(decoder, bytes)) return Damaged(decoder, bytes.size());
  jpeg_decompress_struct& info = decoder.info;
  const int64_t pixels = int64_t{info.image_width} * info.image_height;
  if (pixels > max_pixels) {
    return absl::InvalidArgumentError(absl::StrCat("JPEG of ", info.image_height, "x",
                                                   info.image_width, " pixels, more than the ",
                                                   max_pixels, " allowed; raise max_pixels"));
  }
  if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK) {
    return absl::UnimplementedError("JPEG in CMYK");
  }
  const bool grey = info.jpeg_color_space == JCS_GRAYSCALE;
  info.out_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
  const int width = static_cast<int>(info.image_width);
  const ImageBox box = choose(static_cast<int>(info.image_height), width);
  Columns columns = ColumnsAround(box, width);
  if (!Start(decoder, columns)) return Damaged(decoder, bytes.size());
  Image image(box.height, static_cast<int>(columns.count), grey ? 1 : 3);
  if (!ReadRows(decoder, box.top, box.height, image.mutable_data())) {
    return Damaged(decoder, bytes.size());
  }
  const int left = box.left - static_cast<int>(columns.begin);
  return ImagePart{std::move(image), {0, left, box.height, box.width}};
}

}  // namespace

bool IsJpeg(absl::string_view bytes) {
  return bytes.size() >= 3 && bytes.substr(0, 3) == absl::string_view("\xff\xd8\xff", 3);
}

absl::StatusOr<Image> DecodeJpeg(absl::string_view bytes, int64_t max_pixels) {
  const auto all = [](int height, int width) { return ImageBox{0, 0, height, width}; };
  absl::StatusOr<ImagePart> whole = DecodeJpegPart(bytes, max_pixels, all);
  if (!whole.ok()) return whole.status();
  return std::move(whole->image);
}

absl::StatusOr<ImagePart> DecodeJpegPart(absl::string_view bytes, int64_t max_pixels,
                                         BoxChooser choose) {
  Decoder decoder;
  decoder.info.err = jpeg_std_error(&decoder.errors);
  decoder.info.client_data = &decoder;  // libjpeg keeps it and err when it clears the rest
  decoder.errors.error_exit = Fail;
  decoder.errors.emit_message = Warn;
  absl::StatusOr<ImagePart> part = Decode(decoder, bytes, max_pixels, choose);
  jpeg_destroy_decompress(&decoder.info);
  return part;
}

}  // namespace stride
