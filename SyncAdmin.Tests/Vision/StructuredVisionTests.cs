using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vision;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Vision;

/// <summary>Both providers, composed as the application does, against a server that speaks their wire formats.</summary>
public sealed class StructuredVisionTests : IAsyncLifetime
{
    private static readonly CheckedImage Picture = ImageCheck.Check(SamplePictures.Jpeg).Required();
    private readonly List<ServiceProvider> _services = [];
    private FakeSeeingModel _server = null!;

    public static TheoryData<string> Providers => ["gemini", "openai"];

    public async Task InitializeAsync() => _server = await FakeSeeingModel.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_picture_travels_whole_and_becomes_words(string provider)
    {
        var seen = (await Vision(provider).UnderstandAsync(Picture, CancellationToken.None)).Required();

        Assert.Equal("image/jpeg", _server.LastImage!.Value.MediaType);
        Assert.Equal(SamplePictures.Jpeg, _server.LastImage.Value.Bytes);
        Assert.Equal(("Taladro percutor rojo", "Truper"), (seen.Description, seen.Brand));
        Assert.Equal(["TP-4471"], seen.Codes);
        Assert.Equal("Taladro percutor rojo Truper 750W TP-4471", seen.SearchText);
        Assert.Equal(1, _server.Calls);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_call_passes_the_providers_gate_and_its_account(string provider)
    {
        var vision = Vision(provider);
        await vision.UnderstandAsync(Picture, CancellationToken.None);
        var usage = _services[0].GetRequiredKeyedService<ModelGate>(provider).Usage;

        Assert.Equal((1L, 1L, 100L), (usage.Calls, usage.Items, usage.Tokens));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Nonsense_is_asked_for_once_more(string provider)
    {
        _server.Next(FakeSeeingModel.Ends(provider, provider == "gemini" ? "STOP" : "stop", "I see a drill."));

        Assert.True((await Vision(provider).UnderstandAsync(Picture, CancellationToken.None)).Succeeded);
        Assert.Equal(2, _server.Calls);
    }

    [Theory]
    [InlineData("gemini", """{"description":"x","brand":null,"codes":[]}""", "$.words is missing")]
    [InlineData("openai", """{"description":"x","brand":null,"codes":[7],"words":[]}""", "$.codes[0] is of type Number")]
    [InlineData("openai", "[]", "$ is of type Array")]
    [InlineData("gemini", "", "it is empty")]
    [InlineData("gemini", "{", "it is no JSON")]
    [InlineData("openai", "```json\n{\"a\":1}\n```", "$.description is missing")]
    public async Task Nonsense_twice_is_a_problem_that_says_what_is_wrong(string provider, string answer, string mistake)
    {
        _server.Answer = answer;
        var problem = await FailAsync(provider);

        Assert.Equal(ErrorCatalog.ModelAnswerNotAsAgreed, problem.Error);
        Assert.Contains(mistake, problem.Detail, StringComparison.Ordinal);
        Assert.Equal(2, _server.Calls);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task JSON_in_a_Markdown_fence_is_read(string provider)
    {
        _server.Answer = $"```json\n{_server.Answer}\n```";

        Assert.True((await Vision(provider).UnderstandAsync(Picture, CancellationToken.None)).Succeeded);
    }

    [Theory]
    [InlineData("gemini", "MAX_TOKENS")]
    [InlineData("openai", "length")]
    public async Task An_answer_that_was_cut_off_is_said_so_and_not_paid_for_twice(string provider, string reason)
    {
        _server.Always = FakeSeeingModel.Ends(provider, reason, "{\"description\":\"x");

        Assert.Equal(ErrorCatalog.ModelAnswerCutOff, (await FailAsync(provider)).Error);
        Assert.Equal(1, _server.Calls);
    }

    [Theory]
    [InlineData("gemini", "SAFETY")]
    [InlineData("gemini", "IMAGE_SAFETY")]
    [InlineData("openai", "content_filter")]
    [InlineData("gemini", null)]
    [InlineData("openai", null)]
    public async Task A_model_that_declines_is_said_so_and_not_asked_again(string provider, string? reason)
    {
        _server.Always = reason is null ? FakeSeeingModel.Declines(provider) : FakeSeeingModel.Ends(provider, reason);

        Assert.Equal(ErrorCatalog.ModelDeclined, (await FailAsync(provider)).Error);
        Assert.Equal(1, _server.Calls);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_passing_failure_is_retried(string provider)
    {
        _server.Next(FakeAnswer.Error(503), FakeAnswer.CutOff);

        Assert.True((await Vision(provider).UnderstandAsync(Picture, CancellationToken.None)).Succeeded);
        Assert.Equal(3, _server.Calls);
    }

    [Theory]
    [InlineData("gemini", "Models:Gemini:ApiKey")]
    [InlineData("openai", "Models:OpenAI:ApiKey")]
    public async Task A_wrong_key_is_a_problem_that_does_not_quote_it(string provider, string key)
    {
        var problem = await FailAsync(provider, (key, "sk-a-wrong-key"));

        Assert.Equal(ErrorCatalog.ModelKeyRefused, problem.Error);
        Assert.DoesNotContain("sk-", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_model_says_is_cut_trimmed_and_said_once()
    {
        _server.Answer = """{"description":"  a\n b ","brand":" ","codes":["«TP-4471»","tp-4471","x"],"words":["TP-4471","uno","UNO",""]}""";
        var seen = (await Vision("gemini").UnderstandAsync(Picture, CancellationToken.None)).Required();

        Assert.Equal(("a  b", null), (seen.Description, seen.Brand));
        Assert.Equal("TP-4471", seen.Codes[0]);
        Assert.Equal(["uno"], seen.Words);
    }

    [Fact]
    public async Task With_no_provider_the_problem_says_which_keys_to_set()
    {
        var vision = Vision(VisionOptions.None);
        var problem = (await vision.UnderstandAsync(Picture, CancellationToken.None)).Problem!;

        Assert.False(vision.IsConfigured);
        Assert.Equal(ErrorCatalog.VisionNotConfigured, problem.Error);
        Assert.All(["Vision:Provider", "Models:Gemini:ApiKey", "Models:OpenAI:VisionModel"], key => Assert.Contains(key, problem.Error.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Vision:Provider", "ocr", "Vision:Provider is 'ocr'")]
    [InlineData("Models:OpenAI:VisionModel", "", "Models:OpenAI:VisionModel is empty")]
    public void A_mistake_in_the_settings_names_the_key(string key, string value, string said)
    {
        var exception = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => Vision("openai", (key, value)));

        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TimeoutSeconds", "0")]
    [InlineData("Concurrency", "33")]
    [InlineData("MemoryMegabytes", "1")]
    [InlineData("Languages", "spa eng;rm")]
    [InlineData("Command", "")]
    public void Settings_of_Tesseract_are_checked(string key, string value)
    {
        var exception = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => Vision("tesseract", ("Vision:Tesseract:" + key, value)));

        Assert.Contains("Vision:Tesseract:" + key, exception.Message, StringComparison.Ordinal);
    }

    private IVision Vision(string provider, params (string Key, string Value)[] settings)
    {
        var all = _server.Settings(provider).Append(("Models:OpenAI:EmbeddingModel", "text-embedding-3-small")).Concat(settings)
            .GroupBy(setting => setting.Item1).ToDictionary(group => group.Key, group => (string?)group.Last().Item2);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new HurriedTime()).AddModels(configuration).AddVision(configuration).BuildServiceProvider();
        _services.Add(services);
        return services.GetRequiredService<IVision>();
    }

    private async Task<Problem> FailAsync(string provider, params (string Key, string Value)[] settings) =>
        (await Vision(provider, settings).UnderstandAsync(Picture, CancellationToken.None)).Problem ?? throw new InvalidOperationException("It was understood.");

    /// <summary>Waits between retries are over at once; time limits are what they are.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime < TimeSpan.FromSeconds(30) && dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
