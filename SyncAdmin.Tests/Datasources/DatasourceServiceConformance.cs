using System.Text.Json;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Datasources;

/// <summary>The datasource service on a real database; one heir per provider.</summary>
public abstract class DatasourceServiceConformance(StorageProvider provider)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Problem Unreachable = new(new ErrorDefinition("SYNC-1997", ProblemKind.Unavailable, "No", "Start it."), "Nobody there.");

    [Fact]
    public async Task A_new_datasource_comes_back_as_it_was_sent_without_its_secrets()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();
        var read = (await house.Service.GetAsync(made.Id, None)).Required();

        Assert.Equal(("shop", "mysql", "id", "code", "updated_at", "products"), (read.Name, read.Type, read.KeyField, read.CodeField, read.ChangeField, read.QdrantCollection));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"host":"127.0.0.1","port":3306,"database":"shop","username":"u"}"""), read.ConnectionConfig), read.ConnectionConfig.ToString());
        Assert.True(JsonElement.DeepEquals(DatasourceHouse.Shop.FieldMapping!.Value, read.FieldMapping));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"mode":"sweep","maxShare":0.2}"""), read.DeletePolicy));
        Assert.Equal(["name", "brand", "code"], read.EmbeddingFields);
        Assert.Equal((100, 120, true, DatasourceStatus.Active), (read.BatchSize, read.TimeoutMinutes, read.WebhookEnabled, read.Status));
        Assert.Equal((house.Time.Now, house.Time.Now), (read.CreatedAt, read.UpdatedAt));
    }

    [Fact]
    public async Task The_webhook_secret_is_shown_once()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();

        Assert.StartsWith("whsec_", made.WebhookSecret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(made.WebhookSecret!["whsec_".Length..]).Length);
        Assert.Null((await house.Service.GetAsync(made.Id, None)).Required().WebhookSecret);

        var second = (await house.Service.RegenerateWebhookSecretAsync(made.Id, null, DatasourceHouse.Ana, null, None)).Required();
        Assert.NotEqual(made.WebhookSecret, second.WebhookSecret);
        Assert.Null(Assert.Single((await house.Service.ListAsync(1, 50, None)).Items).WebhookSecret);
    }

    [Fact]
    public async Task Secrets_stand_nowhere_in_clear()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();
        await house.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { Description = "x" }, DatasourceHouse.Ana, null, None);
        await house.Service.DeleteAsync((await house.AddAsync(DatasourceHouse.Shop with { Name = "other" })).Id, DatasourceHouse.Ana, null, None);

        var everything = JsonSerializer.Serialize(await house.StoredAsync()) + JsonSerializer.Serialize(await house.State.AllAsync<AuditEntry>());
        Assert.DoesNotContain("very-secret", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(made.WebhookSecret!, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connector_is_opened_with_the_secrets_put_back()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        await house.AddAsync();
        await using var connector = house.Sources.Open(await house.StoredAsync());

        Assert.Same(house.Type.Connector, connector);
        Assert.True(JsonElement.DeepEquals(DatasourceHouse.Shop.ConnectionConfig!.Value, Assert.Single(house.Type.Opened)));
    }

    [Theory]
    [InlineData("""{"host":"h2"}""", "very-secret")]
    [InlineData("""{"host":"h2","password":"new"}""", "new")]
    [InlineData("""{"host":"h2","password":null}""", null)]
    public async Task On_a_change_left_out_secrets_stay_new_ones_replace_and_null_removes(string config, string? expected)
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();
        house.Time.Now = house.Time.Now.AddMinutes(5);
        var changed = (await house.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { ConnectionConfig = JsonElement.Parse(config) }, DatasourceHouse.Ana, null, None)).Required();

        Assert.Equal("""{"host":"h2"}""", JsonSerializer.Serialize(changed.ConnectionConfig));
        Assert.Equal((made.CreatedAt, house.Time.Now), (changed.CreatedAt, changed.UpdatedAt));
        house.Sources.Open(await house.StoredAsync());
        var opened = house.Type.Opened[^1];
        Assert.Equal("h2", opened.GetProperty("host").GetString());
        Assert.Equal(expected, opened.TryGetProperty("password", out var password) ? password.GetString() : null);
    }

    [Fact]
    public async Task Another_type_inherits_no_secret()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();
        await house.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { Type = "postgresql", ConnectionConfig = JsonElement.Parse("""{"host":"h"}""") }, DatasourceHouse.Ana, null, None);
        Assert.Null((await house.StoredAsync()).ConnectionSecrets);
    }

    [Fact]
    public async Task Secrets_of_a_lost_key_ring_are_said_with_the_remedy_and_can_be_entered_again()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();
        var lost = house.WithLostKeys();

        Assert.Equal(ErrorCatalog.DatasourceSecretsUnreadable, (await lost.Service.TestAsync(made.Id, None)).Problem?.Error);
        var config = JsonElement.Parse("""{"host":"h"}""");
        Assert.Equal(ErrorCatalog.DatasourceSecretsUnreadable, (await lost.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { ConnectionConfig = config }, DatasourceHouse.Ana, null, None)).Problem?.Error);
        Assert.True((await lost.Service.UpdateAsync(made.Id, DatasourceHouse.Shop, DatasourceHouse.Ana, null, None)).Succeeded);
        Assert.Same(lost.Type.Connector, lost.Sources.Open(await house.StoredAsync()));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        await house.AddAsync();
        var other = await house.AddAsync(DatasourceHouse.Shop with { Name = "other" });

        var twice = await house.Service.CreateAsync(DatasourceHouse.Shop with { Name = " shop " }, DatasourceHouse.Ana, null, None);
        Assert.Equal((ErrorCatalog.DatasourceNameTaken, true), (twice.Problem?.Error, twice.Problem?.Detail.Contains("\"shop\"", StringComparison.Ordinal)));
        var renamed = await house.Service.UpdateAsync(other.Id, DatasourceHouse.Shop, DatasourceHouse.Ana, null, None);
        Assert.Equal((ErrorCatalog.DatasourceNameTaken, true), (renamed.Problem?.Error, renamed.Problem?.Detail.Contains("\"shop\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Invalid_settings_change_nothing_and_leave_no_audit_entry()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();

        Assert.Equal(ErrorCatalog.DatasourceInvalid, (await house.Service.CreateAsync(new DatasourceInput(), DatasourceHouse.Ana, null, None)).Problem?.Error);
        Assert.Equal(ErrorCatalog.DatasourceInvalid, (await house.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { Name = "new", BatchSize = 101 }, DatasourceHouse.Ana, null, None)).Problem?.Error);
        Assert.Equal("shop", (await house.StoredAsync()).Name);
        Assert.Equal(["datasource.create"], await house.ActionsAsync());
    }

    [Fact]
    public async Task Of_two_changes_at_the_same_moment_one_is_told()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var made = await house.AddAsync();
        house.Type.OnValidate = () =>
        {
            house.Type.OnValidate = null;
            house.Time.Now = house.Time.Now.AddSeconds(1);
#pragma warning disable VSTHRD002 // Validation is synchronous, and this is the only moment between reading and writing.
            house.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { Description = "first" }, DatasourceHouse.Ana, null, None).GetAwaiter().GetResult().Required();
#pragma warning restore VSTHRD002
        };

        var second = await house.Service.UpdateAsync(made.Id, DatasourceHouse.Shop with { Description = "second" }, DatasourceHouse.Ana, null, None);
        Assert.Equal(ErrorCatalog.DatasourceChanged, second.Problem?.Error);
        Assert.Equal("first", (await house.StoredAsync()).Description);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = Guid.NewGuid();
        var problems = new[]
        {
            (await house.Service.GetAsync(id, None)).Problem,
            (await house.Service.UpdateAsync(id, DatasourceHouse.Shop, DatasourceHouse.Ana, null, None)).Problem,
            (await house.Service.DeleteAsync(id, DatasourceHouse.Ana, null, None)).Problem,
            (await house.Service.PauseAsync(id, DatasourceHouse.Ana, null, None)).Problem,
            (await house.Service.ResumeAsync(id, DatasourceHouse.Ana, null, None)).Problem,
            (await house.Service.TestAsync(id, None)).Problem,
            (await house.Service.PreviewAsync(id, 10, None)).Problem,
            (await house.Service.ValidateQueryAsync(id, null, None)).Problem,
            (await house.Service.RegenerateWebhookSecretAsync(id, null, DatasourceHouse.Ana, null, None)).Problem,
        };
        Assert.All(problems, problem => Assert.Equal(ErrorCatalog.DatasourceNotFound, problem?.Error));
    }

    [Fact]
    public async Task Every_change_is_audited_with_who_and_before_and_after()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = (await house.AddAsync()).Id;
        await house.Service.UpdateAsync(id, DatasourceHouse.Shop with { Name = "store" }, DatasourceHouse.Ana, "c2", None);
        await house.Service.PauseAsync(id, DatasourceHouse.Ana, null, None);
        await house.Service.ResumeAsync(id, DatasourceHouse.Ana, null, None);
        await house.Service.RegenerateWebhookSecretAsync(id, null, DatasourceHouse.Ana, null, None);
        await house.Service.DeleteAsync(id, DatasourceHouse.Ana, null, None);

        Assert.Equal(["datasource.create", "datasource.update", "datasource.pause", "datasource.resume", "datasource.regenerate-webhook-secret", "datasource.delete"], await house.ActionsAsync());
        var update = (await house.State.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).ElementAt(1);
        Assert.Equal(("Ana", "c2", "datasource", id.ToString()), (update.ActorName, update.CorrelationId, update.SubjectType, update.SubjectId));
        Assert.Equal("shop", JsonElement.Parse(update.Before!).GetProperty("name").GetString());
        Assert.Equal("store", JsonElement.Parse(update.After!).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Pause_and_resume_flip_the_status()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = (await house.AddAsync()).Id;
        Assert.Equal(DatasourceStatus.Paused, (await house.Service.PauseAsync(id, DatasourceHouse.Ana, null, None)).Required().Status);
        Assert.Equal(DatasourceStatus.Active, (await house.Service.ResumeAsync(id, DatasourceHouse.Ana, null, None)).Required().Status);
    }

    [Fact]
    public async Task Deleting_is_refused_while_a_job_runs_and_takes_the_jobs_along_afterwards()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = (await house.AddAsync()).Id;
        var job = new SyncJob { Id = Guid.NewGuid(), DatasourceId = id, Status = SyncJobStatus.Running, CorrelationId = "c", StartedBy = "x" };
        await house.State.AddAsync(job);

        var refusal = await house.Service.DeleteAsync(id, DatasourceHouse.Ana, null, None);
        Assert.Equal(ErrorCatalog.DatasourceBusy, refusal.Problem?.Error);
        Assert.Equal(job.Id, refusal.Problem?.Extensions["jobId"]);

        await house.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'cancelled'", token), None);
        Assert.True((await house.Service.DeleteAsync(id, DatasourceHouse.Ana, null, None)).Succeeded);
        Assert.Empty(await house.State.AllAsync<Datasource>());
        Assert.Empty(await house.State.AllAsync<SyncJob>());
    }

    [Fact]
    public async Task A_bad_test_sets_the_status_error_and_a_good_one_clears_it()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = (await house.AddAsync()).Id;
        house.Type.Connector.TestAsync(None).ReturnsForAnyArgs(new ConnectionTest(null, null, Unreachable, []));
        Assert.Equal(Unreachable, (await house.Service.TestAsync(id, None)).Required().Problem);
        var stored = await house.StoredAsync();
        Assert.Equal((DatasourceStatus.Error, Unreachable.ToString()), (stored.Status, stored.StatusMessage));

        house.Type.Connector.TestAsync(None).ReturnsForAnyArgs(new ConnectionTest("8", TimeSpan.FromMilliseconds(1), null, ["no TLS"]));
        Assert.True((await house.Service.TestAsync(id, None)).Required().Succeeded);
        stored = await house.StoredAsync();
        Assert.Equal((DatasourceStatus.Active, null), (stored.Status, stored.StatusMessage));
    }

    [Fact]
    public async Task A_test_leaves_a_paused_datasource_paused()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = (await house.AddAsync()).Id;
        await house.Service.PauseAsync(id, DatasourceHouse.Ana, null, None);
        house.Type.Connector.TestAsync(None).ReturnsForAnyArgs(new ConnectionTest(null, null, Unreachable, []));
        await house.Service.TestAsync(id, None);
        Assert.Equal(DatasourceStatus.Paused, (await house.StoredAsync()).Status);
    }

    [Fact]
    public async Task A_connection_that_is_not_stored_is_checked_and_tested()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        house.Type.Connector.TestAsync(None).ReturnsForAnyArgs(new ConnectionTest("8", TimeSpan.Zero, null, []));

        Assert.True((await house.Service.TestConnectionAsync("mysql", JsonElement.Parse("""{"host":"h","password":"p"}"""), None)).Required().Succeeded);
        Assert.Equal(ErrorCatalog.DatasourceTypeUnknown, (await house.Service.TestConnectionAsync("oracle", JsonElement.Parse("{}"), None)).Problem?.Error);
        var invalid = (await house.Service.TestConnectionAsync("mysql", JsonElement.Parse("{}"), None)).Problem;
        Assert.Equal(ErrorCatalog.DatasourceInvalid, invalid?.Error);
        Assert.Equal(["connectionConfig", "connectionConfig.host"], ((Dictionary<string, string[]>)invalid!.Extensions["errors"]!).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ErrorCatalog.DatasourceInvalid, (await house.Service.TestConnectionAsync("mysql", default, None)).Problem?.Error);
        Assert.Empty(await house.State.AllAsync<Datasource>());
    }

    [Fact]
    public async Task Preview_and_validation_ask_the_source_and_pass_its_problems_on()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var id = (await house.AddAsync(DatasourceHouse.Shop with { KeyField = "company, id" })).Id;
        var preview = new SourcePreview([], [], 7);
        house.Type.Connector.PreviewAsync(Arg.Any<SourceQuery>(), 100, None).Returns(preview);
        Assert.Equal(7, (await house.Service.PreviewAsync(id, 100_000, None)).Required().Total);

        var check = new QueryCheck(null, [], [], true);
        house.Type.Connector.ValidateAsync(Arg.Is<SourceQuery>(query => query.Template == "SELECT 2" && query.KeyFields.SequenceEqual(new[] { "company", "id" }) && query.CodeField == "code" && query.ChangeField == "updated_at"), None).Returns(check);
        Assert.Same(check, (await house.Service.ValidateQueryAsync(id, "SELECT 2", None)).Required());

        house.Type.Connector.PreviewAsync(Arg.Any<SourceQuery>(), 1, None).ThrowsAsync(new ProblemException(Unreachable));
        Assert.Equal(Unreachable, (await house.Service.PreviewAsync(id, 0, None)).Problem);
        await house.Type.Connector.Received(3).DisposeAsync();
    }

    [Fact]
    public async Task What_the_mapping_masks_is_masked_in_the_preview()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        var mapping = JsonElement.Parse("""{"code":"code","iban":{"column":"iban","mask":true},"pin":{"column":"pin","mask":true}}""");
        var id = (await house.AddAsync(DatasourceHouse.Shop with { FieldMapping = mapping, EmbeddingFields = ["code"] })).Id;
        SourceColumn[] columns = [new("code", "text"), new("IBAN", "text"), new("pin", "int"), new("note", "text")];
        house.Type.Connector.PreviewAsync(Arg.Any<SourceQuery>(), 10, None).Returns(new SourcePreview(columns, [["A1", "DE02120300000000202051", 1234L, "x"], ["A2", null, 123456L, null]], 2));

        var rows = (await house.Service.PreviewAsync(id, 10, None)).Required().Rows;

        Assert.Equal([["A1", "***51", "***", "x"], ["A2", null, "***56", null]], rows);
    }

    [Fact]
    public async Task The_list_is_by_name_and_paged()
    {
        await using var house = await DatasourceHouse.CreateAsync(provider);
        foreach (var name in new[] { "c", "a", "b" })
        {
            await house.AddAsync(DatasourceHouse.Shop with { Name = name });
        }

        var page = await house.Service.ListAsync(1, 2, None);
        Assert.Equal((3, 1, 2), (page.Total, page.Number, page.Size));
        Assert.Equal(["a", "b"], page.Items.Select(datasource => datasource.Name));
    }
}
