using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vision;
using SyncAdmin.Core.Vision.Tesseract;
using Xunit;

namespace SyncAdmin.Tests.Vision.Tesseract;

/// <summary>The real program on labels that Chromium has drawn.</summary>
public sealed class TesseractVisionTests(Labels labels) : IClassFixture<Labels>
{
    private readonly TesseractOptions _options = new();

    [Fact]
    public async Task A_product_label_is_read_code_and_words()
    {
        var read = await ReadAsync(labels.Drill);

        Assert.Equal(["TP-4471"], read.Codes);
        Assert.Superset(new HashSet<string> { "TRUPER", "TALADRO", "PERCUTOR", "750W" }, read.Words.ToHashSet());
        Assert.Contains("TALADRO PERCUTOR", read.SearchText, StringComparison.Ordinal);
        Assert.Null(read.Description);
    }

    [Fact]
    public async Task Accents_are_read_where_Spanish_is_installed() => Assert.Contains("pequeño", (await ReadAsync(labels.Drill)).Words);

    [Fact]
    public async Task A_JPEG_is_read_as_well() => Assert.Equal(["TP-4471"], (await ReadAsync(labels.DrillJpeg)).Codes);

    [Fact]
    public async Task Real_WebP_of_the_browser_is_decoded() => Assert.Empty((await ReadAsync(SamplePictures.LossyWebP)).Codes);

    [Fact]
    public async Task A_picture_without_words_is_no_failure() => Assert.Equal("", (await ReadAsync(labels.Blank)).SearchText);

    [Fact]
    public async Task Languages_that_are_not_installed_are_left_out()
    {
        _options.Languages = "xyz+eng";

        Assert.Equal(["TP-4471"], (await ReadAsync(labels.Drill)).Codes);
    }

    [Fact]
    public async Task Without_any_language_the_problem_says_which_there_are()
    {
        _options.Languages = "xyz";
        var problem = await FailAsync(labels.Drill);

        Assert.Equal(ErrorCatalog.VisionToolMissing, problem.Error);
        Assert.Contains("eng", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("/no/such/program")]
    [InlineData("./tesseract")]
    public async Task A_program_that_is_not_there_is_a_problem_with_a_remedy(string command)
    {
        _options.Command = command;

        Assert.Equal(ErrorCatalog.VisionToolMissing, (await FailAsync(labels.Drill)).Error);
    }

    [Fact]
    public async Task Pixels_that_do_not_unpack_are_a_problem_and_name_no_file()
    {
        var torn = SamplePictures.MakePng(24, 16).AsSpan();
        byte[] file = [.. torn[..33], .. SamplePictures.Chunk("IDAT", "TALADRO\nPERCUTOR"u8.ToArray()), .. SamplePictures.Chunk("IEND", [])];
        var problem = await FailAsync(file);

        Assert.Equal(ErrorCatalog.VisionToolFailed, problem.Error);
        Assert.Contains("24 × 16", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_needs_more_memory_than_allowed_is_a_problem()
    {
        _options.MemoryMegabytes = 40;

        Assert.Contains((await FailAsync(labels.Drill)).Code, new[] { ErrorCatalog.VisionToolFailed.Code, ErrorCatalog.VisionToolMissing.Code });
    }

    [Fact]
    public async Task Many_at_once_wait_for_their_turn_and_too_many_are_refused()
    {
        (_options.Concurrency, _options.Languages) = (1, "eng");
        using var vision = Vision();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => vision.UnderstandAsync(Labels.Checked(SamplePictures.Png), CancellationToken.None)));

        Assert.Equal(17, outcomes.Count(outcome => outcome.Succeeded));
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(ErrorCatalog.VisionBusy, outcome.Problem!.Error));
    }

    private TesseractVision Vision() => new(_options, TimeProvider.System, NullLogger.Instance);

    private async Task<ImageUnderstanding> ReadAsync(byte[] file)
    {
        using var vision = Vision();
        return (await vision.UnderstandAsync(Labels.Checked(file), CancellationToken.None)).Required();
    }

    private async Task<Problem> FailAsync(byte[] file)
    {
        using var vision = Vision();
        var outcome = await vision.UnderstandAsync(Labels.Checked(file), CancellationToken.None);
        return outcome.Problem ?? throw new InvalidOperationException("It was read.");
    }
}
