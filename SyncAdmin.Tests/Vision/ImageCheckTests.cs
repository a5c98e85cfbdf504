using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vision;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Vision;

public sealed class ImageCheckTests
{
    public static TheoryData<string, byte[]> Good => new()
    {
        { "image/jpeg", SamplePictures.Jpeg },
        { "image/jpeg", SamplePictures.JpegWith(0xFE, "made by a phone <3"u8.ToArray()) },
        { "image/jpeg", SamplePictures.JpegWith(0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/></x:xmpmeta>"u8.ToArray()) },
        { "image/png", SamplePictures.Png },
        { "image/png", SamplePictures.MakePng(24, 16, SamplePictures.Chunk("tEXt", "Software\0GIMP"u8.ToArray())) },
        { "image/webp", SamplePictures.LossyWebP },
        { "image/webp", SamplePictures.LosslessWebP },
        { "image/webp", SamplePictures.WebPWith("XMP ", "<x:xmpmeta/>"u8.ToArray()) },
    };

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "an SVG", "<?xml version=\"1.0\"?>\n<SVG xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray() },
        { "HTML", "<!DOCTYPE html><p>hello"u8.ToArray() },
        { "a PDF", "\n%PDF-1.7\n"u8.ToArray() },
        { "a GIF", "GIF89a\x01\0\x01\0"u8.ToArray() },
        { "a HEIC", "\0\0\0\u0018ftypheic\0\0\0\0"u8.ToArray() },
        { "an AVIF", "\0\0\0\u0018ftypavif\0\0\0\0"u8.ToArray() },
        { "a ZIP archive", Zip() },
        { "empty", [] },
        { "no kind that is known", "hello"u8.ToArray() },
    };

    public static TheoryData<string, byte[]> TwoFaced => new()
    {
        { "10 bytes follow", [.. SamplePictures.Jpeg, .. new byte[10]] },
        { "10 bytes follow", [.. SamplePictures.Png, .. new byte[10]] },
        { "10 bytes follow", [.. SamplePictures.LossyWebP, .. new byte[10]] },
        { "bytes follow", [.. SamplePictures.Jpeg, .. SamplePictures.Jpeg] },
        { "bytes follow", [.. SamplePictures.Png, .. Zip()] },
        { "bytes follow", [.. SamplePictures.Jpeg, .. "<script>alert(1)</script>"u8] },
        { "HTML", SamplePictures.JpegWith(0xFE, "<ScRiPt>alert(1)</script>"u8.ToArray()) },
        { "HTML", SamplePictures.JpegWith(0xE0, "JFIF\0<html><!--"u8.ToArray()) },
        { "PHP", SamplePictures.JpegWith(0xFE, "<?php system($_GET[0]);"u8.ToArray()) },
        { "a PDF", SamplePictures.JpegWith(0xFE, "%PDF-1.4"u8.ToArray()) },
        { "a ZIP archive", JpegThatIsAZip() },
        { "an SVG", SamplePictures.MakePng(24, 16, SamplePictures.Chunk("tEXt", "Comment\0<svg onload=alert(1)>"u8.ToArray())) },
        { "a ZIP archive", SamplePictures.MakePng(24, 16, SamplePictures.Chunk("zzZz", Zip())) },
        { "HTML", SamplePictures.WebPWith("EXIF", "<iframe src=//x>"u8.ToArray()) },
    };

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "ends before", SamplePictures.Jpeg[..^2] },
        { "ends before", SamplePictures.Jpeg[..40] },
        { "ends before", SamplePictures.Png[..^1] },
        { "ends before", SamplePictures.Png[..^12] },
        { "ends before", SamplePictures.LossyWebP[..^1] },
        { "no picture between", [0xFF, 0xD8, 0xFF, 0xD9] },
        { "should begin a segment", [0xFF, 0xD8, 0xFF, 0xFE, 0, 2, 7, 7] },
        { "checksum of chunk IHDR", Flip(SamplePictures.Png, 17) },
        { "checksum of chunk IDAT", Flip(SamplePictures.Png, 45) },
        { "moves", SamplePictures.MakePng(24, 16, SamplePictures.Chunk("acTL", new byte[8])) },
        { "unknown", SamplePictures.MakePng(24, 16, SamplePictures.Chunk("ABCD", [])) },
        { "two headers", SamplePictures.MakePng(24, 16, SamplePictures.PngHeader(1, 1)) },
        { "moves", Flip(SamplePictures.LossyWebP, 20, 0x02) },
        { "another size", Flip(SamplePictures.LossyWebP, 24, 0x01) },
        { "lossless, hierarchical or arithmetic", [.. SamplePictures.JpegOf(24, 16).Select((value, at) => at > 2 && SamplePictures.Jpeg[at - 1] == 0xFF && value == 0xC0 ? (byte)0xC3 : value)] },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_whole_still_picture_passes(string mediaType, byte[] file)
    {
        var picture = ImageCheck.Check(file).Required();

        Assert.Equal((mediaType, SamplePictures.Width, SamplePictures.Height), (picture.MediaType, picture.Width, picture.Height));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Another_kind_of_file_is_refused_by_its_content(string kind, byte[] file) => AssertRefused(ErrorCatalog.UploadNotAPicture, kind, file);

    [Theory]
    [MemberData(nameof(TwoFaced))]
    public void A_picture_that_is_something_else_too_is_refused(string face, byte[] file) => AssertRefused(ErrorCatalog.PictureHidesData, face, file);

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_picture_is_refused(string reason, byte[] file) => AssertRefused(ErrorCatalog.PictureDamaged, reason, file);

    [Theory]
    [InlineData(10_000, 10_000)]
    [InlineData(8_193, 1)]
    [InlineData(1, 8_193)]
    [InlineData(8_000, 8_000)]
    [InlineData(0, 16)]
    [InlineData(24, 0)]
    public void Dimensions_out_of_bounds_are_refused_by_the_header_alone(int width, int height)
    {
        AssertRefused(ErrorCatalog.PictureDimensions, $"{width} × {height}", SamplePictures.JpegOf(width, height));
        AssertRefused(ErrorCatalog.PictureDimensions, $"{width} × {height}", PngThatSays(width, height));
    }

    [Theory]
    [InlineData(8_192, 4_882)]
    [InlineData(1, 8_192)]
    public void Dimensions_at_the_bounds_pass(int width, int height) => Assert.True(ImageCheck.Check(SamplePictures.JpegOf(width, height)).Succeeded);

    [Fact]
    public void A_100_megapixel_WebP_is_refused()
    {
        var file = SamplePictures.LosslessWebP;
        var pixels = file.AsSpan().IndexOf("VP8L"u8) + 9;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(pixels), 9_999 | (9_999u << 14));
        file.AsSpan(24, 6).Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(24), 9_999);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(27), 9_999);

        AssertRefused(ErrorCatalog.PictureDimensions, "10000 × 10000", file);
    }

    [Fact]
    public void More_than_10_MB_are_refused_whatever_is_in_it() =>
        AssertRefused(ErrorCatalog.PictureTooLarge, "more than 10 MB", [.. SamplePictures.Jpeg, .. new byte[ImageCheck.LargestFile]]);

    [Fact]
    public void Random_bytes_never_throw() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => !ImageCheck.Check(bytes).Succeeded));

    [Fact]
    public void No_part_of_a_picture_throws_or_passes_for_a_whole()
    {
        foreach (var file in Files())
        {
            for (var length = 0; length < file.Length; length++)
            {
                Assert.False(ImageCheck.Check(file.AsMemory(0, length)).Succeeded, $"{length} of {file.Length} bytes");
            }
        }
    }

    [Fact]
    public void Mutated_pictures_never_throw()
    {
        var random = new Random(4471);
        foreach (var file in Files())
        {
            for (var round = 0; round < 5_000; round++)
            {
                var mutated = (byte[])file.Clone();
                for (var change = random.Next(1, 5); change > 0; change--)
                {
                    mutated[random.Next(mutated.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
                }

                var from = random.Next(mutated.Length);
                _ = ImageCheck.Check(round % 3 == 0 ? [.. mutated[..from], .. mutated[random.Next(mutated.Length)..]] : mutated);
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, 0xFF)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xFE, 0xFF, 0xFF }, (byte)'<')]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x02 }, 0x00)]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 17, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0 }, 0xFF)]
    public void The_most_tedious_10_MB_are_judged_in_a_moment(byte[] begin, int fill)
    {
        var file = new byte[ImageCheck.LargestFile];
        file.AsSpan().Fill((byte)fill);
        begin.CopyTo(file, 0);

        Soon.Is(TimeSpan.FromSeconds(2), () => Assert.False(ImageCheck.Check(file).Succeeded));
    }

    [Fact]
    public void Ten_MB_of_segments_that_begin_an_archive_are_judged_in_a_moment()
    {
        byte[] segment = [0xFF, 0xFE, 0xFF, 0xFF, .. Enumerable.Repeat("PK\x05\x06<"u8.ToArray(), 13_106).SelectMany(part => part), 0, 0, 0];
        byte[] file = [0xFF, 0xD8, .. Enumerable.Repeat(segment, 159).SelectMany(part => part), .. SamplePictures.Jpeg[2..]];

        Soon.Is(TimeSpan.FromSeconds(2), () => _ = ImageCheck.Check(file));
    }

    private static IEnumerable<byte[]> Files() => [SamplePictures.Jpeg, SamplePictures.Png, SamplePictures.LossyWebP, SamplePictures.LosslessWebP];

    private static void AssertRefused(ErrorDefinition error, string reason, byte[] file)
    {
        var problem = ImageCheck.Check(file).Problem;

        Assert.NotNull(problem);
        Assert.Equal((error.Code, true), (problem.Code, problem.Detail.Contains(reason, StringComparison.Ordinal)));
    }

    private static byte[] Flip(byte[] file, int at, byte bits = 0x10)
    {
        file[at] ^= bits;
        return file;
    }

    private static byte[] PngThatSays(int width, int height)
    {
        var file = SamplePictures.Png;
        SamplePictures.PngHeader(width, height).CopyTo(file, 8);
        return file;
    }

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("evil.class").Open())
        {
            entry.Write(Encoding.ASCII.GetBytes("evil"));
        }

        return stream.ToArray();
    }

    /// <summary>A valid JPEG whose comment segment is an archive, and whose rest is that archive's comment.</summary>
    private static byte[] JpegThatIsAZip()
    {
        const int Before = 6;
        var zip = Zip();
        var directory = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(zip.Length - 6), directory + Before);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(directory + 42), Before);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(zip.Length - 2), (ushort)(SamplePictures.Jpeg.Length - 2));
        var file = SamplePictures.JpegWith(0xFE, zip);
        using var archive = new ZipArchive(new MemoryStream(file));
        Assert.Single(archive.Entries);
        return file;
    }
}
