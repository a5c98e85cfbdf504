using System.Net;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.App.Hosting;

/// <summary>Starts of the real process that are refused, and what it prints.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-start-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_second_process_on_the_same_data_directory_is_refused_in_one_line()
    {
        using var first = await AppProcess.StartAsync(_directory);
        using var second = AppProcess.Launch(_directory);

        var output = RefusalOf(second);

        Assert.Contains("is in use by another SyncAdmin", output, StringComparison.Ordinal);
        Assert.Contains("SYNC-9001", output, StringComparison.Ordinal);
        using var alive = await first.Client.GetAsync(new Uri("/livez", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public void All_mistakes_of_the_configuration_are_named_at_once()
    {
        using var app = AppProcess.Launch(
            _directory,
            ("Storage:Provider", "oracle"),
            ("Access:BootstrapApiKey", "short-secret"),
            ("Sample:Enabled", "maybe"),
            ("Embeddings:Provider", "magic"),
            ("Entra:ClientId", "abc"));

        var output = RefusalOf(app);

        Assert.All(
            ["5 mistakes", "Storage:Provider", "Access:BootstrapApiKey", "Sample:Enabled is \"maybe\"", "Embeddings:Provider", "Entra:ClientId"],
            part => Assert.Contains(part, output, StringComparison.Ordinal));
        Assert.DoesNotContain("short-secret", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_setting_of_the_wrong_kind_is_a_readable_refusal()
    {
        using var app = AppProcess.Launch(_directory, ("Sync:LeaseSeconds", "abc"), ("Sample:Enabled", "maybe"));

        var output = RefusalOf(app);

        Assert.Contains("2 mistakes", output, StringComparison.Ordinal);
        Assert.Contains("Sync:LeaseSeconds is \"abc\": give a number", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_are_empty_or_hold_a_line_end_or_no_known_choice_are_readable_refusals()
    {
        using var app = AppProcess.Launch(
            _directory, ("Embeddings:Provider", "gemini"), ("Models:Gemini:ApiKey", "key\n"), ("Models:Gemini:BaseUrl", ""), ("Sync:EmbeddingCacheMegabytes", "-1"), ("Queue:ArchiveAfterDays", "-1"));

        var output = RefusalOf(app);

        Assert.Contains("4 mistakes", output, StringComparison.Ordinal);
        Assert.Contains("Queue:ArchiveAfterDays is -1: set it between 0 and 3650", output, StringComparison.Ordinal);
        Assert.Contains("Models:Gemini:ApiKey holds", output, StringComparison.Ordinal);
        Assert.Contains("Models:Gemini:BaseUrl is '': set it to", output, StringComparison.Ordinal);
        Assert.Contains("Sync:EmbeddingCacheMegabytes is -1: set it between", output, StringComparison.Ordinal);

        using var other = AppProcess.Launch(_directory, ("Vectors:Provider", "pinecone"));
        Assert.Contains("Vectors:Provider is \"pinecone\": give embedded or qdrant.", RefusalOf(other), StringComparison.Ordinal);
        using var word = AppProcess.Launch(_directory, ("Queue:StopTimeoutSeconds", "soon"));
        Assert.Contains("Queue:StopTimeoutSeconds is \"soon\": give a whole number.", RefusalOf(word), StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_no_command_starts_nothing()
    {
        using var app = new ServerProcess("dotnet", [AppProcess.Dll, "sign-in-lnk"], new Dictionary<string, string>(StringComparer.Ordinal) { ["DataDirectory"] = _directory });

        Assert.True(app.Process.WaitForExit(TimeSpan.FromSeconds(120)), app.Output);
        app.Process.WaitForExit(); // With a time limit it does not wait for the last lines.

        Assert.Equal(1, app.Process.ExitCode);
        Assert.Contains("has no command \"sign-in-lnk\"", app.Output, StringComparison.Ordinal);
        Assert.Contains("sign-in-link", app.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void Help_is_given_without_a_start() =>
        Assert.Contains("--DataDirectory", AppProcess.Command("--help"), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://0.0.0.0:5099")]
    [InlineData("http://*:5099")]
    [InlineData("http://[::]:5099")]
    [InlineData("http://192.0.2.7:5099")]
    [InlineData("http://shop.example:5099")]
    public void An_address_that_other_machines_reach_is_refused_without_sign_in_for_them(string address)
    {
        using var app = AppProcess.Launch(_directory, ("Kestrel:Endpoints:Http:Url", address));

        var output = RefusalOf(app);

        Assert.Contains($"Kestrel:Endpoints:Http:Url is \"{address}\"", output, StringComparison.Ordinal);
        Assert.Contains("Access:LocalSignIn=true", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_sign_in_that_is_neither_true_nor_false_is_refused()
    {
        using var app = AppProcess.Launch(_directory, ("Access:LocalSignIn", "yes"));

        Assert.Contains("Access:LocalSignIn is \"yes\": give true or false.", RefusalOf(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_sign_in_for_other_machines_is_said_loudly()
    {
        using var app = await AppProcess.StartAsync(_directory, ("Access:LocalSignIn", "true"));

        await Eventually.IsTrueAsync(
            () => Task.FromResult(app.Output.Contains("everybody who gets a sign-in link", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), () => app.Output);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_readable_refusal()
    {
        using var first = await AppProcess.StartAsync(_directory);
        var other = Directory.CreateTempSubdirectory("syncadmin-start-").FullName;
        using var second = AppProcess.Launch(other, ("Kestrel:Endpoints:Http:Url", first.Address.ToString()));

        var output = RefusalOf(second);

        Assert.Contains("address already in use", output, StringComparison.Ordinal);
        Assert.Contains("give another address", output, StringComparison.Ordinal);
        Directory.Delete(other, recursive: true);
    }

    [Fact]
    public async Task The_address_and_a_link_are_printed_and_the_command_makes_another()
    {
        using var app = await AppProcess.StartAsync(_directory);
        await Eventually.IsTrueAsync(() => Task.FromResult(LinksIn(app.Output).Length == 1), TimeSpan.FromSeconds(30), () => app.Output);

        var printed = AppProcess.Command("sign-in-link", "--DataDirectory", _directory);

        Assert.All([.. LinksIn(app.Output), .. LinksIn(printed)], link => Assert.StartsWith($"{app.Address}sign-in?token=", link, StringComparison.Ordinal));
        Assert.NotEqual(LinksIn(app.Output).Single(), LinksIn(printed).Single());
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await TestApp.PostSignInAsync(browser, new Uri(LinksIn(printed).Single()));
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public void The_command_says_where_it_found_no_server()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => AppProcess.Command("sign-in-link", "--DataDirectory", Path.Combine(_directory, "none")));

        Assert.Contains("start SyncAdmin first", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_is_orderly()
    {
        using var app = await AppProcess.StartAsync(_directory);

        app.Stop();

        Assert.Equal(0, app.Process.ExitCode);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    private static string RefusalOf(AppProcess app)
    {
        Assert.True(app.Process.WaitForExit(TimeSpan.FromSeconds(120)), app.Output);
        app.Process.WaitForExit(); // The output is read to its end.
        Assert.Equal(1, app.Process.ExitCode);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        return app.Output;
    }

    private static string[] LinksIn(string output) =>
        [.. output.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("http", StringComparison.Ordinal) && line.Contains("/sign-in?token=", StringComparison.Ordinal))];
}
