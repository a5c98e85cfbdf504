using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Datasources;

/// <summary>The rules of a datasource's settings, secrets filled in. Finds every mistake at once; connects to nothing.</summary>
internal sealed partial class DatasourceInputValidator : AbstractValidator<DatasourceInput>
{
    private const int LongestText = 10_000;
    private const int LongestName = 200;

    // A cron text is read again each second.
    private const int LongestSchedule = 200;
    private const decimal LeastBudget = 0.0001m;
    private const decimal LargestBudget = 1_000_000m;
    private readonly ConnectorTypes _types;
    private readonly TimeProvider _time;

    internal DatasourceInputValidator(ConnectorTypes types, TimeProvider time)
    {
        (_types, _time) = (types, time);
        RuleFor(input => input.Name).Must(name => IsText(name?.Trim(), LongestName)).WithMessage("Give a name of 1 to 200 characters.");
        RuleFor(input => input.Type).Must(type => type is not null && types.Find(type) is not null)
            .WithMessage(input => $"Give one of {string.Join(", ", types.Names)}.");
        RuleFor(input => input.ConnectionConfig).Custom((configuration, context) => CheckConnection(configuration, context));
        RuleFor(input => input.QueryTemplate).Custom((query, context) => CheckQuery(query, context));
        AddFieldRules();
        RuleFor(input => input.QdrantCollection).Custom(CheckCollection);
        RuleFor(input => input.SyncSchedule).Custom(CheckSchedule);
        RuleFor(input => input.FullSyncSchedule).Custom(CheckSchedule);
        RuleFor(input => input.VerifySchedule).Custom(CheckSchedule);
        RuleFor(input => input.BatchSize).InclusiveBetween(1, 100).WithMessage("Give a number from 1 to 100.");
        RuleFor(input => input.TimeoutMinutes).InclusiveBetween(1, 10_080).WithMessage("Give a number of minutes from 1 to 10080.");
        RuleFor(input => input.Budget).Must(budget => budget is null or (>= LeastBudget and <= LargestBudget)).WithMessage("Give an amount of USD from 0.0001 to 1000000, or null for no cap.");
        RuleFor(input => input.DeletePolicy).Must(policy => policy is null || DeletePolicyText.IsValid(policy.Value))
            .WithMessage("Give { \"mode\": \"sweep\" or \"never\", \"maxShare\": 0 to 1 }.");
        RuleFor(input => input.Description).Must(text => string.IsNullOrEmpty(text) || IsText(text, LongestText)).WithMessage("Give at most 10000 characters.");
    }

    /// <summary>The connection's rules alone.</summary>
    internal ValidationResult ValidateConnection(string type, JsonElement configuration) =>
        this.Validate(new DatasourceInput { Type = type, ConnectionConfig = configuration }, options => options.IncludeProperties(input => input.ConnectionConfig));

    private static bool IsText(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal);

    private void AddFieldRules()
    {
        RuleFor(input => input.KeyField).Must(IsKey).WithMessage("Give the key column, or several different ones separated by commas.");
        RuleFor(input => input.CodeField).Must(field => string.IsNullOrWhiteSpace(field) || IsText(field.Trim(), LongestName)).WithMessage("Give the name of a column, or leave it out for the key field.");
        RuleFor(input => input.CodeField).Must(field => !string.IsNullOrWhiteSpace(field))
            .When(input => input.KeyField?.Contains(',', StringComparison.Ordinal) == true)
            .WithMessage("Give the code column: with several key columns there is no default.");
        RuleFor(input => input.ChangeField).Must(field => string.IsNullOrWhiteSpace(field) || IsText(field.Trim(), LongestName)).WithMessage("Give the name of a column, or null.");
        RuleFor(input => input.FieldMapping).Custom(CheckMapping);
        RuleFor(input => input.EmbeddingFields).Custom(CheckEmbeddingFields);
        RuleFor(input => input.TextTemplate).Must(template => string.IsNullOrWhiteSpace(template) || (IsText(template, LongestText) && Placeholder().IsMatch(template)))
            .WithMessage("Give a text of at most 10000 characters with at least one {{field}}, or null.");
    }

    private static bool IsKey(string? keyField)
    {
        if (!IsText(keyField, 1000))
        {
            return false;
        }

        var fields = DatasourceSources.KeyFieldsOf(keyField!);
        return fields.All(field => field.Length > 0) && fields.Distinct(StringComparer.OrdinalIgnoreCase).Count() == fields.Length;
    }

    private static void CheckCollection(string? name, ValidationContext<DatasourceInput> context)
    {
        if (CollectionName.Check(name ?? "") is { } refusal)
        {
            context.AddFailure($"{refusal.Detail} {refusal.Error.Remedy}");
        }
    }

    private static void CheckMapping(JsonElement? mapping, ValidationContext<DatasourceInput> context)
    {
        if (mapping is not { ValueKind: JsonValueKind.Object } members || !members.EnumerateObject().Any())
        {
            context.AddFailure("Give a JSON object with at least one member: payload field → column.");
            return;
        }

        if (HoldsNul(members))
        {
            context.AddFailure("Holds a NUL character (\\u0000), which no database takes.");
            return;
        }

        var mistakes = new List<string>();
        foreach (var rule in FieldRules.Parse(members.GetRawText(), mistakes))
        {
            if (!IsText(rule.Name, LongestName) || rule.Name.StartsWith(SyncMember.Name, StringComparison.Ordinal))
            {
                mistakes.Add($"\"{rule.Name}\" can't be a payload field: 1 to 200 characters, not beginning with _sync.");
            }

            if (rule.Column?.Length > LongestName)
            {
                mistakes.Add($"The column of \"{rule.Name}\" has more than 200 characters.");
            }
        }

        mistakes.ForEach(context.AddFailure);
    }

    private static void CheckEmbeddingFields(IReadOnlyList<string>? fields, ValidationContext<DatasourceInput> context)
    {
        if (fields is not { Count: > 0 })
        {
            context.AddFailure("Give at least one payload field or column to embed.");
            return;
        }

        if (context.InstanceToValidate.FieldMapping is not { ValueKind: JsonValueKind.Object } mapping)
        {
            return; // Said of the mapping.
        }

        var known = FieldRules.Parse(mapping.GetRawText(), []).SelectMany(rule => new[] { rule.Name, rule.Column }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var field in fields.Where(field => field is null || !known.Contains(field)))
        {
            context.AddFailure($"\"{field}\" is neither a payload field nor a column of fieldMapping.");
        }
    }

    // PostgreSQL's jsonb refuses the escape, SQLite's text would end there.
    private static bool HoldsNul(JsonElement json) => json.GetRawText().Contains("\\u0000", StringComparison.OrdinalIgnoreCase);

    private void CheckConnection(JsonElement? configuration, ValidationContext<DatasourceInput> context)
    {
        if (configuration is not { ValueKind: JsonValueKind.Object } members)
        {
            context.AddFailure("Give a JSON object.");
            return;
        }

        if (HoldsNul(members))
        {
            context.AddFailure("Holds a NUL character (\\u0000), which no database takes.");
            return;
        }

        // Each mistake is shown with what to do; a connector says in the extension "member" which member it is about.
        foreach (var problem in TypeOf(context)?.Validate(members) ?? [])
        {
            var member = problem.Extensions.TryGetValue("member", out var name) && name is string ? $".{name}" : string.Empty;
            context.AddFailure($"connectionConfig{member}", $"{problem.Detail} {problem.Error.Remedy}");
        }
    }

    private void CheckQuery(string? query, ValidationContext<DatasourceInput> context)
    {
        if (TypeOf(context) is { } type)
        {
            if (type.CheckQuery(query ?? string.Empty) is { } refusal)
            {
                context.AddFailure($"{refusal.Detail} {refusal.Error.Remedy}");
            }
        }
        else if (string.IsNullOrWhiteSpace(query))
        {
            context.AddFailure("Give one read-only SELECT.");
        }
    }

    private IConnectorType? TypeOf(ValidationContext<DatasourceInput> context) => context.InstanceToValidate.Type is { } name ? _types.Find(name) : null;

    private void CheckSchedule(string? schedule, ValidationContext<DatasourceInput> context)
    {
        if (string.IsNullOrWhiteSpace(schedule))
        {
            return;
        }

        if (schedule.Length > LongestSchedule)
        {
            context.AddFailure($"Give a cron expression of at most {LongestSchedule} characters; this one has {schedule.Length}.");
        }
        else if (CronText.Parse(schedule) is not { } cron)
        {
            context.AddFailure($"\"{schedule}\" is not a cron expression ({CronText.Mistake(schedule)}): give minute hour day month weekday (0 3 * * *), or Quartz's form with seconds (0 0 3 * * ?).");
        }
        else if (cron.GetNextValidTimeAfter(_time.GetUtcNow()) is null)
        {
            context.AddFailure($"\"{schedule}\" never comes again: give days, and a year if any, that lie ahead.");
        }
    }

    [GeneratedRegex(@"\{\{\s*[^{}\s][^{}]*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
