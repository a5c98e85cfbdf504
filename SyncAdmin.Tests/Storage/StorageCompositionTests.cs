using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>AddStorage in a host: options, lock, migration, key ring.</summary>
public sealed class StorageCompositionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-storage-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_host_on_an_empty_folder_locks_it_migrates_and_is_ready()
    {
        using var host = NewHost(("DataDirectory", _directory));
        await host.StartAsync();

        Assert.True(host.Services.GetRequiredService<DataDirectoryLock>().IsHeld);
        var database = host.Services.GetRequiredService<StateDatabase>();
        Assert.Equal(StorageProvider.Sqlite, database.Provider);
        await using var context = database.Read();
        Assert.Empty(context.Set<Datasource>());
        Assert.True(File.Exists(Path.Combine(_directory, "state.db")));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_second_host_on_the_same_folder_does_not_start()
    {
        using var first = NewHost(("DataDirectory", _directory));
        await first.StartAsync();
        using var second = NewHost(("DataDirectory", _directory));

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => second.StartAsync());
        Assert.Equal(ErrorCatalog.DataDirectoryInUse, refusal.Problem.Error);
        await first.StopAsync();
    }

    [Theory]
    [InlineData("Storage:Provider", "mongo", "Storage:Provider is \"mongo\": give sqlite or postgres.")]
    [InlineData("Storage:Provider", "1", "Storage:Provider is \"1\": give sqlite or postgres.")]
    [InlineData("Storage:Provider", "postgres", "Storage:ConnectionString is empty while Storage:Provider is postgres")]
    [InlineData("DataDirectory", " ", "DataDirectory is empty")]
    [InlineData("Storage:ConnectionString", "Host=x;Password=very-secret", "Storage:ConnectionString is set")]
    public async Task A_mistake_is_one_line_with_key_value_and_remedy(string key, string value, string expected)
    {
        using var host = NewHost(("DataDirectory", _directory), (key, value));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        var mistake = Assert.Single(refusal.Failures);
        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake);
        Assert.DoesNotContain("very-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=a;Pasword=very-secret")]
    [InlineData("very-secret")]
    [InlineData("Database=d;Password=very-secret")]
    public async Task A_wrong_connection_string_is_refused_without_showing_it(string connectionString)
    {
        using var host = NewHost(("DataDirectory", _directory), ("Storage:Provider", "Postgres"), ("Storage:ConnectionString", connectionString));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Storage:ConnectionString", Assert.Single(refusal.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_come_at_once()
    {
        using var host = NewHost(("DataDirectory", " "), ("Storage:Provider", "mongo"));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(2, refusal.Failures.Count());
    }

    [Fact]
    public async Task Mistakes_of_several_features_come_at_once()
    {
        using var host = NewHost(("DataDirectory", " "), ("Access:BootstrapApiKey", "sk_short"));
        var refusal = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync());
        Assert.Equal(2, refusal.InnerExceptions.Cast<OptionsValidationException>().Sum(exception => exception.Failures.Count()));
    }

    [Fact]
    public async Task What_one_start_protected_the_next_one_reads()
    {
        string secret;
        using (var first = NewHost(("DataDirectory", _directory)))
        {
            await first.StartAsync();
            secret = first.Services.GetDataProtector("test").Protect("p");
            await first.StopAsync();
        }

        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_directory, "keys")));
        using var second = NewHost(("DataDirectory", _directory));
        Assert.Equal("p", second.Services.GetDataProtector("test").Unprotect(secret));
    }

    [Fact]
    public async Task On_PostgreSQL_replicas_share_the_key_ring()
    {
        await using var state = TestState.CreateEmpty(StorageProvider.Postgres);
        using var one = NewPostgresHost(state, "one");
        using var two = NewPostgresHost(state, "two");
        await one.StartAsync();
        await two.StartAsync();

        var secret = one.Services.GetDataProtector("test").Protect("p");
        Assert.Equal("p", two.Services.GetDataProtector("test").Unprotect(secret));
        Assert.NotEqual(0, await state.ScalarAsync<long>("SELECT count(*) FROM data_protection_keys"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_directory, "one", "keys")));
        await one.StopAsync();
        await two.StopAsync();
    }

    [Fact]
    public async Task Replicas_that_start_at_once_on_one_empty_PostgreSQL_all_start()
    {
        await using var state = TestState.CreateEmpty(StorageProvider.Postgres);
        var hosts = Enumerable.Range(0, 3).Select(i => NewPostgresHost(state, $"replica{i}")).ToList();
        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.StartAsync())));
        foreach (var host in hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static IHost NewHost(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddStorage(builder.Configuration).AddAccess(builder.Configuration);
        return builder.Build();
    }

    private IHost NewPostgresHost(TestState state, string name) => NewHost(
        ("DataDirectory", Path.Combine(_directory, name)),
        ("Storage:Provider", "postgres"),
        ("Storage:ConnectionString", state.PostgresConnectionString));
}
