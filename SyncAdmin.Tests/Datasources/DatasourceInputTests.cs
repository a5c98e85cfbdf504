using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Datasources;

/// <summary>The rules of a datasource's settings.</summary>
public sealed class DatasourceInputTests
{
    private static readonly DatasourceInputValidator Validator = new(new ConnectorTypes([new FakeConnectorType("mysql"), new FakeConnectorType("postgresql")]), new DrivenTime());

    [Fact]
    public void The_example_of_the_product_description_is_valid() => Assert.Empty(ErrorsOf(DatasourceHouse.Shop));

    [Fact]
    public void Every_mistake_is_named_at_once_in_camelCase()
    {
        var errors = ErrorsOf(new DatasourceInput
        {
            Type = "oracle",
            SyncSchedule = "whenever",
            FullSyncSchedule = "1 2 3",
            VerifySchedule = "4 5 6",
            BatchSize = 0,
            TimeoutMinutes = 0,
            DeletePolicy = JsonElement.Parse("[]"),
            TextTemplate = "no field",
            Description = "\0",
        });

        Assert.Equal(
            ["batchSize", "connectionConfig", "deletePolicy", "description", "embeddingFields", "fieldMapping", "fullSyncSchedule", "keyField", "name", "qdrantCollection", "queryTemplate", "syncSchedule", "textTemplate", "timeoutMinutes", "type", "verifySchedule"],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("mysql, postgresql", Assert.Single(errors["type"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connector_names_the_member_of_the_connection_that_is_wrong()
    {
        var errors = ErrorsOf(DatasourceHouse.Shop with { ConnectionConfig = JsonElement.Parse("""{"port":1}""") });
        Assert.Equal("There is no host. Give the host.", Assert.Single(errors["connectionConfig.host"]));
        Assert.Equal("The whole does not fit. Look again.", Assert.Single(errors["connectionConfig"]));
    }

    [Theory]
    [InlineData("DELETE FROM products")]
    [InlineData("SELECT 1; DROP TABLE products")]
    [InlineData("SELECT * FROM products INTO OUTFILE '/tmp/x'")]
    [InlineData(" ")]
    public void A_query_that_is_not_one_read_only_select_is_refused(string query) =>
        Assert.Equal(["queryTemplate"], ErrorsOf(DatasourceHouse.Shop with { QueryTemplate = query }).Keys);

    [Theory]
    [InlineData("0 3 * * *", true)]
    [InlineData("*/5 8-18 * * 1-5", true)]
    [InlineData("0 0 3 * * ?", true)]
    [InlineData("0 0 3 ? * MON-FRI 2030", true)]
    [InlineData(" ", true)]
    [InlineData(null, true)]
    [InlineData("0 0 3 * * ? 2001", false)]
    [InlineData("61 3 * * *", false)]
    [InlineData("* * *", false)]
    [InlineData("daily", false)]
    public void A_schedule_is_unix_cron_or_quartz_and_comes_again(string? schedule, bool valid)
    {
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { SyncSchedule = schedule }).Count == 0);
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { FullSyncSchedule = schedule }).Count == 0);
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { VerifySchedule = schedule }).Count == 0);
    }

    [Fact]
    public void A_schedule_as_long_as_a_book_is_refused_and_not_repeated()
    {
        var schedule = $"{string.Join(',', Enumerable.Repeat("0", 100))} 3 * * *";

        var message = Assert.Single(ErrorsOf(DatasourceHouse.Shop with { FullSyncSchedule = schedule })["fullSyncSchedule"]);

        Assert.Contains($"this one has {schedule.Length}", message, StringComparison.Ordinal);
        Assert.DoesNotContain("0,0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("61 3 * * *", "Minute")]
    [InlineData("* * *", "* * *")]
    [InlineData("0 3 * * MOON", "MOO")]
    [InlineData("0 0 3 * * ? 2001", "never comes again")]
    public void A_schedule_that_is_refused_says_why_and_what_to_write(string schedule, string cause)
    {
        var message = Assert.Single(ErrorsOf(DatasourceHouse.Shop with { SyncSchedule = schedule })["syncSchedule"]);

        Assert.Contains($"\"{schedule}\"", message, StringComparison.Ordinal);
        Assert.Contains(cause, message[(schedule.Length + 2)..], StringComparison.Ordinal);
        Assert.Contains("give ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("""{"mode":"sweep","maxShare":0.2}""", true)]
    [InlineData("""{"mode":"never"}""", true)]
    [InlineData("""{"mode":"sweep","maxShare":1}""", true)]
    [InlineData("""{"mode":"sweep","maxShare":1.01}""", false)]
    [InlineData("""{"mode":"sweep","maxShare":-0.1}""", false)]
    [InlineData("""{"mode":"sweep","maxShare":"all"}""", false)]
    [InlineData("""{"mode":"Sweep"}""", false)]
    [InlineData("""{"maxShare":0.2}""", false)]
    [InlineData("""{"mode":"sweep","maxshare":0.2}""", false)]
    [InlineData("null", false)]
    public void A_delete_policy_has_a_mode_and_a_share(string? policy, bool valid) =>
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { DeletePolicy = policy is null ? null : JsonElement.Parse(policy) }).Count == 0);

    [Theory]
    [InlineData(null, true)]
    [InlineData("0.0001", true)]
    [InlineData("1000000", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("1000000.01", false)]
    public void A_budget_is_an_amount_of_money_or_nothing(string? budget, bool valid) =>
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { Budget = budget is null ? null : decimal.Parse(budget, System.Globalization.CultureInfo.InvariantCulture) }).Count == 0);

    [Theory]
    [InlineData("id", "code", true)]
    [InlineData("id", null, true)]
    [InlineData("company, id", "code", true)]
    [InlineData("company,id", null, false)]
    [InlineData("company,id", " ", false)]
    [InlineData("id,ID", "code", false)]
    [InlineData("id,", "code", false)]
    [InlineData(",", "code", false)]
    [InlineData("", "code", false)]
    public void A_key_is_one_column_or_several_different_ones_with_a_code(string keyField, string? codeField, bool valid) =>
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { KeyField = keyField, CodeField = codeField }).Count == 0);

    [Theory]
    [InlineData("products", true)]
    [InlineData("Products_2.v-1", true)]
    [InlineData("products__v2", false)]
    [InlineData("productos/ñ", false)]
    [InlineData("a b", false)]
    [InlineData("products\n", false)]
    [InlineData("", false)]
    public void A_collection_name_is_safe_in_every_store_and_path(string name, bool valid) =>
        Assert.Equal(valid, ErrorsOf(DatasourceHouse.Shop with { QdrantCollection = name }).Count == 0);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"name":1}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":{"type":"colour"}}""")]
    [InlineData("""{"":"name"}""")]
    [InlineData("""{"_sync":"name"}""")]
    [InlineData("""{"name":"na\u0000me"}""")]
    public void A_mapping_leads_payload_fields_to_columns(string mapping) =>
        Assert.Contains("fieldMapping", ErrorsOf(DatasourceHouse.Shop with { FieldMapping = JsonElement.Parse(mapping), EmbeddingFields = ["name"] }));

    [Fact]
    public void A_mapping_may_say_the_type_mask_a_field_or_give_one_value_to_all()
    {
        var mapping = JsonElement.Parse("""{"name":"name","price":{"column":"pvp","type":"number"},"iban":{"mask":true},"shop":{"value":"north"}}""");
        Assert.Empty(ErrorsOf(DatasourceHouse.Shop with { FieldMapping = mapping, EmbeddingFields = ["name", "pvp"] }));
    }

    [Theory]
    [InlineData("title", true)]
    [InlineData("name", true)]
    [InlineData("brand", false)]
    [InlineData(null, false)]
    public void What_is_embedded_is_a_payload_field_or_a_column_of_the_mapping(string? field, bool valid)
    {
        var input = DatasourceHouse.Shop with { FieldMapping = JsonElement.Parse("""{"title":"name"}"""), EmbeddingFields = [field!] };
        Assert.Equal(valid ? [] : ["embeddingFields"], ErrorsOf(input).Keys);
    }

    [Fact]
    public void A_connection_with_a_nul_character_is_refused_before_a_database_does()
    {
        var input = DatasourceHouse.Shop with { ConnectionConfig = JsonElement.Parse("""{"host":"a\u0000b"}""") };
        Assert.Equal(["connectionConfig"], ErrorsOf(input).Keys);
    }

    [Fact]
    public void Text_template_and_description_may_be_anything_in_any_script()
    {
        Assert.Empty(ErrorsOf(DatasourceHouse.Shop with { TextTemplate = "{{name}} (عربي 😀) {{ brand }}", Description = "Catálogo" }));
        Assert.Empty(ErrorsOf(DatasourceHouse.Shop with { TextTemplate = "", Description = "", ChangeField = "" }));
    }

    private static Dictionary<string, string[]> ErrorsOf(DatasourceInput input)
    {
        var result = Validator.Validate(input);
        return result.IsValid ? [] : (Dictionary<string, string[]>)DatasourceProblems.Invalid(result).Extensions["errors"]!;
    }
}
