using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Access;

/// <summary>API keys, sign-in links and the audit log on a real database; one heir per provider.</summary>
public abstract class AccessConformance(StorageProvider provider)
{
    private const string Bootstrap = "sk_bootstrap_0123456789abcdef";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Actor Admin = new("user", "u1", "Ana", Role.Admin);
    private readonly DrivenTime _time = new();

    [Fact]
    public async Task A_key_authenticates_as_who_it_was_made_for()
    {
        await using var state = await TestState.CreateAsync(provider);
        var keys = NewKeys(state);
        var made = (await keys.CreateAsync(new ApiKeyInput { Name = " ERP ", Role = Role.Operator }, Admin, "c1", None)).Required();

        Assert.Matches("^sk_[A-Za-z0-9]{43}$", made.Key);
        var actor = await keys.AuthenticateAsync(made.Key!, None);
        Assert.Equal(new Actor("key", made.Id.ToString(), "ERP", Role.Operator), actor);
    }

    [Fact]
    public async Task The_key_is_shown_once_and_stored_nowhere()
    {
        await using var state = await TestState.CreateAsync(provider);
        var keys = NewKeys(state);
        var made = (await keys.CreateAsync(new ApiKeyInput { Name = "ERP" }, Admin, null, None)).Required();

        var listed = Assert.Single((await keys.ListAsync(1, 50, None)).Items);
        Assert.Null(listed.Key);
        Assert.Equal(made.Key![..8], listed.Prefix);
        Assert.DoesNotContain(made.Key, Assert.Single(await state.AllAsync<AuditEntry>()).After, StringComparison.Ordinal);
        Assert.DoesNotContain(await state.AllAsync<ApiKey>(), key => System.Text.Encoding.UTF8.GetString(key.KeyHash).Contains("sk_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk_")]
    [InlineData("sk_0123456789012345678901234567890123456789012")]
    [InlineData("not-a-key")]
    [InlineData("SK_bootstrap_0123456789abcdef")]
    [InlineData("sk_bootstrap_0123456789abcdef ")]
    [InlineData("sk_bootstrap_0123456789abcde")]
    public async Task An_unknown_key_is_nobody(string key)
    {
        await using var state = await TestState.CreateAsync(provider);
        Assert.Null(await NewKeys(state).AuthenticateAsync(key, None));
    }

    [Fact]
    public async Task The_bootstrap_key_is_an_admin_from_the_first_start_and_never_stored()
    {
        await using var state = await TestState.CreateAsync(provider);
        var actor = await NewKeys(state).AuthenticateAsync(Bootstrap, None);

        Assert.Equal(Role.Admin, actor?.Role);
        Assert.Empty(await state.AllAsync<ApiKey>());
        Assert.Null(await NewKeys(state, bootstrap: null).AuthenticateAsync(Bootstrap, None));
    }

    [Fact]
    public async Task An_expired_key_is_nobody()
    {
        await using var state = await TestState.CreateAsync(provider);
        var keys = NewKeys(state);
        var made = (await keys.CreateAsync(new ApiKeyInput { Name = "ERP", ExpiresAt = _time.Now.AddHours(1) }, Admin, null, None)).Required();
        Assert.NotNull(await keys.AuthenticateAsync(made.Key!, None));

        _time.Now = _time.Now.AddHours(1);
        Assert.Null(await keys.AuthenticateAsync(made.Key!, None));
    }

    [Fact]
    public async Task A_revoked_key_is_nobody_at_once_also_for_another_instance()
    {
        await using var state = await TestState.CreateAsync(provider);
        var (keys, replica) = (NewKeys(state), NewKeys(state));
        var made = (await keys.CreateAsync(new ApiKeyInput { Name = "ERP" }, Admin, null, None)).Required();
        Assert.NotNull(await replica.AuthenticateAsync(made.Key!, None));

        Assert.NotNull((await keys.RevokeAsync(made.Id, Admin, null, None)).Required().RevokedAt);
        Assert.Null(await replica.AuthenticateAsync(made.Key!, None));
        Assert.True((await keys.RevokeAsync(made.Id, Admin, null, None)).Succeeded);
        Assert.Equal(["key.create", "key.revoke"], (await state.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Revoking_what_is_not_there_is_said()
    {
        await using var state = await TestState.CreateAsync(provider);
        Assert.Equal(ErrorCatalog.ApiKeyNotFound, (await NewKeys(state).RevokeAsync(Guid.NewGuid(), Admin, null, None)).Problem?.Error);
    }

    [Fact]
    public async Task The_last_use_is_noted_to_the_minute_with_one_write_a_minute()
    {
        await using var state = await TestState.CreateAsync(provider);
        var keys = NewKeys(state);
        var made = (await keys.CreateAsync(new ApiKeyInput { Name = "ERP" }, Admin, null, None)).Required();

        await keys.AuthenticateAsync(made.Key!, None);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 30, 0, TimeSpan.Zero), await LastUseAsync(state));

        // Were there a second write within the minute, it would bring the value back.
        await state.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE api_keys SET last_used_at = NULL", token), None);
        _time.Now = _time.Now.AddSeconds(19);
        await keys.AuthenticateAsync(made.Key!, None);
        Assert.Null(await LastUseAsync(state));

        _time.Now = _time.Now.AddMinutes(1);
        await keys.AuthenticateAsync(made.Key!, None);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 31, 0, TimeSpan.Zero), await LastUseAsync(state));
    }

    [Fact]
    public async Task Mistakes_in_a_key_are_named_all_at_once()
    {
        await using var state = await TestState.CreateAsync(provider);
        var problem = (await NewKeys(state).CreateAsync(new ApiKeyInput { Name = " ", Role = (Role)9, ExpiresAt = _time.Now }, Admin, null, None)).Problem;

        Assert.Equal(ErrorCatalog.ApiKeyInvalid, problem?.Error);
        Assert.Equal(["expiresAt", "name", "role"], ((Dictionary<string, string[]>)problem!.Extensions["errors"]!).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_name_can_be_used_once()
    {
        await using var state = await TestState.CreateAsync(provider);
        var keys = NewKeys(state);
        await keys.CreateAsync(new ApiKeyInput { Name = "ERP" }, Admin, null, None);
        Assert.Equal(ErrorCatalog.ApiKeyNameTaken, (await keys.CreateAsync(new ApiKeyInput { Name = "ERP" }, Admin, null, None)).Problem?.Error);
        Assert.Single(await state.AllAsync<AuditEntry>());
    }

    [Fact]
    public async Task A_sign_in_link_works_once_and_signs_an_admin_in()
    {
        await using var state = await TestState.CreateAsync(provider);
        var links = NewLinks(state.Database);
        var token = await links.CreateAsync(None);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", token); // 256 bits
        Assert.Equal(Role.Admin, (await links.UseAsync(token, None))?.Role);
        Assert.Null(await links.UseAsync(token, None));
        Assert.Equal("access.sign-in", Assert.Single(await state.AllAsync<AuditEntry>()).Action);
        Assert.DoesNotContain(await state.AllAsync<SignInLink>(), link => System.Text.Encoding.UTF8.GetString(link.TokenHash).Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_wins()
    {
        await using var state = await TestState.CreateAsync(provider);
        var token = await NewLinks(state.Database).CreateAsync(None);
        var instances = new[] { NewLinks(state.Database), NewLinks(state.OpenAnother()) };

        var actors = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => instances[i % 2].UseAsync(token, None))));
        Assert.Single(actors, actor => actor is not null);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_of_database_time()
    {
        await using var state = await TestState.CreateAsync(provider);
        var links = NewLinks(state.Database);
        state.Database.Time.Frozen = _time.Now;
        var (early, late) = (await links.CreateAsync(None), await links.CreateAsync(None));

        state.Database.Time.Frozen = _time.Now.AddMinutes(59);
        Assert.NotNull(await links.UseAsync(early, None));
        state.Database.Time.Frozen = _time.Now.AddMinutes(60);
        Assert.Null(await links.UseAsync(late, None));
    }

    [Fact]
    public async Task Old_links_are_swept_away()
    {
        await using var state = await TestState.CreateAsync(provider);
        var links = NewLinks(state.Database);
        state.Database.Time.Frozen = _time.Now;
        await links.CreateAsync(None);
        state.Database.Time.Frozen = _time.Now.AddHours(2);
        await links.CreateAsync(None);
        Assert.Single(await state.AllAsync<SignInLink>());
    }

    [Fact]
    public async Task A_link_made_by_a_second_process_beside_the_running_one_works_there()
    {
        await using var state = await TestState.CreateAsync(provider);
        var token = await NewLinks(state.OpenAnother()).CreateAsync(None);
        Assert.NotNull(await NewLinks(state.Database).UseAsync(token, None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_unknown_link_signs_nobody_in(string token)
    {
        await using var state = await TestState.CreateAsync(provider);
        Assert.Null(await NewLinks(state.Database).UseAsync(token, None));
    }

    [Fact]
    public async Task The_audit_log_lists_newest_first_page_by_page_with_secrets_masked()
    {
        await using var state = await TestState.CreateAsync(provider);
        var audit = new AuditLog(state.Database, _time);
        for (var i = 0; i < 5; i++)
        {
            await state.Database.WriteAsync(
                (transaction, _) =>
                {
                    audit.Add(transaction, Admin, $"thing.change{i}", "thing", "t1", null, new { password = "hush", n = i }, "c1");
                    return Task.CompletedTask;
                },
                None);
        }

        var page = await audit.ListAsync(2, 2, None);
        Assert.Equal((5, 2, 2), (page.Total, page.Number, page.Size));
        Assert.Equal(["thing.change2", "thing.change1"], page.Items.Select(entry => entry.Action));
        var entry = page.Items[0];
        Assert.Equal(("user", "u1", "Ana", "thing", "t1", "c1"), (entry.ActorKind, entry.ActorId, entry.ActorName, entry.SubjectType, entry.SubjectId, entry.CorrelationId));
        Assert.Equal(_time.Now, entry.At);
        Assert.DoesNotContain("hush", entry.After, StringComparison.Ordinal);
        Assert.Null(entry.Before);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_audit_entry()
    {
        await using var state = await TestState.CreateAsync(provider);
        var audit = new AuditLog(state.Database, _time);
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.Database.WriteAsync(
            (transaction, _) =>
            {
                audit.Add(transaction, Admin, "thing.change", "thing", "t1", null, null, null);
                throw new InvalidOperationException("no");
            },
            None));
        Assert.Empty(await state.AllAsync<AuditEntry>());
    }

    private static async Task<DateTimeOffset?> LastUseAsync(TestState state) => Assert.Single(await state.AllAsync<ApiKey>()).LastUsedAt;

    private ApiKeys NewKeys(TestState state, string? bootstrap = Bootstrap) => new(
        state.Database,
        new AuditLog(state.Database, _time),
        Options.Create(new AccessOptions { BootstrapApiKey = bootstrap }),
        _time,
        NullLogger<ApiKeys>.Instance);

    private SignInLinks NewLinks(StateDatabase database) => new(database, new AuditLog(database, _time));
}
