using System.Globalization;
using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>Expressions that give values.</content>
internal sealed partial class Translator
{
    private const int DigitsThatSqliteKeeps = 15;

    // What the SELECTs that are being translated group by; empty: all rows are one group.
    private readonly Stack<(List<string> Groups, Scope Scope)> _grouping = new();

    internal Typed Value(Expression expression, Scope scope)
    {
        if (_grouping.Count > 0 && _grouping.Peek().Scope == scope && expression is not Expression.Literal)
        {
            return Grouped(expression, scope);
        }

        return expression switch
        {
            Expression.Literal literal => Literal(literal),
            Expression.Null => new Typed("NULL", TdsType.Int, true, TypedSource.Constant),
            Expression.Variable variable => Variable(variable.Name),
            Expression.Column column => scope.Resolve(column.Parts).Column,
            Expression.Unary unary => Value(unary.Operand, scope) is var operand ? operand with { Sql = $"({unary.Operator}{operand.Sql})", Source = TypedSource.Computed, Origin = null } : default,
            Expression.Binary binary => Calculated(binary, scope),
            Expression.Call call => Call(call, scope),
            Expression.Cast cast => Cast(cast, scope),
            Expression.Case one => Case(one, scope),
            Expression.Scalar scalar => Scalar(scalar.Query, scope),
            Expression.Collate collate => Value(collate.Operand, scope),
            _ => throw new TdsErrorException(4145, "An expression of non-boolean type specified in a context where a condition is expected."),
        };
    }

    // A value of a grouped SELECT is one that it groups by, an aggregate, or made of these.
    private Typed Grouped(Expression expression, Scope scope)
    {
        var grouping = _grouping.Pop();
        try
        {
            if (expression is Expression.Call call && Aggregates.Is(call))
            {
                return Value(expression, scope);
            }

            var value = Value(expression, scope);
            if (grouping.Groups.Contains(value.Sql))
            {
                return value;
            }

            if (expression is Expression.Column column && scope.Resolve(column.Parts).Own)
            {
                throw new TdsErrorException(
                    TdsErrors.NotGrouped,
                    $"Column '{string.Join('.', column.Parts)}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.");
            }
        }
        finally
        {
            _grouping.Push(grouping);
        }

        foreach (var part in Parts(expression))
        {
            Grouped(part, scope);
        }

        _grouping.Pop();
        var result = Value(expression, scope);
        _grouping.Push(grouping);
        return result;
    }

    private static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Expression.Call call => call.Arguments,
        Expression.Unary unary => [unary.Operand],
        Expression.Binary binary => [binary.Left, binary.Right],
        Expression.Cast cast => [cast.Operand],
        Expression.Collate collate => [collate.Operand],
        _ => [],
    };

    private static Typed Literal(Expression.Literal literal)
    {
        switch (literal.Kind)
        {
            case TokenKind.Text:
                return new Typed(Sqlite.Literal(literal.Text), TdsType.VarChar(Math.Max(1, literal.Text.Length)), false, TypedSource.Constant);
            case TokenKind.UnicodeText:
                return new Typed(Sqlite.Literal(literal.Text), TdsType.NVarChar(Math.Max(1, literal.Text.Length)), false, TypedSource.Constant);
            case TokenKind.Binary:
                var hex = literal.Text.Length % 2 == 0 ? literal.Text : "0" + literal.Text;
                return new Typed($"X'{hex}'", new TdsType(TdsKind.VarBinary, Math.Max(1, hex.Length / 2)), false, TypedSource.Constant);
        }

        if (long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            var type = whole is >= int.MinValue and <= int.MaxValue ? TdsType.Int : TdsType.Decimal(literal.Text.Length, 0);
            return new Typed(literal.Text, type, false, TypedSource.Constant);
        }

        if (literal.Text.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            return new Typed(literal.Text, TdsType.Float, false, TypedSource.Constant);
        }

        var digits = literal.Text.Count(char.IsAsciiDigit);
        var point = literal.Text.IndexOf('.', StringComparison.Ordinal);
        var exact = digits <= DigitsThatSqliteKeeps ? literal.Text : Sqlite.Literal(literal.Text);
        return new Typed(exact, TdsType.Decimal(digits, point < 0 ? 0 : literal.Text.Length - point - 1), false, TypedSource.Constant);
    }

    private Typed Variable(string name)
    {
        if (name.StartsWith("@@", StringComparison.Ordinal))
        {
            return SessionFunctions.Variable(_session, name)
                ?? throw new TdsErrorException(TdsErrors.ScalarVariable, $"Must declare the scalar variable \"{name}\".", 15, 2);
        }

        return _parameters.TryGetValue(name, out var type)
            ? new Typed(name, type, true, TypedSource.Constant)
            : DeducesParameters ? new Typed("NULL", TdsType.BigInt, true, TypedSource.Constant) : throw new TdsErrorException(TdsErrors.ScalarVariable, $"Must declare the scalar variable \"{name}\".", 15, 2);
    }

    private Typed Calculated(Expression.Binary binary, Scope scope)
    {
        var (left, right) = (Value(binary.Left, scope), Value(binary.Right, scope));
        var type = Types.Calculated(binary.Operator, left.Type, right.Type);
        if (type.IsText)
        {
            return new Typed($"({left.Sql} || {right.Sql})", type, left.Nullable || right.Nullable);
        }

        if (type.IsMoment || type.Kind == TdsKind.UniqueIdentifier)
        {
            throw new TdsErrorException(TdsErrors.OperandClash, $"Operand type clash: {left.Type.Name} is incompatible with {right.Type.Name}");
        }

        return new Typed($"({As(left, type).Sql} {binary.Operator} {As(right, type).Sql})", type, left.Nullable || right.Nullable || binary.Operator is "/" or "%");
    }

    // A text that meets a number is read as one.
    private static Typed As(Typed value, TdsType type) => value.Type.IsText && !type.IsText && value.Sql != "NULL" ? Converted(value, type) : value;

    private Typed Cast(Expression.Cast cast, Scope scope)
    {
        var value = Value(cast.Operand, scope);
        return Converted(value, cast.Type, cast.Style, cast.Try);
    }

    /// <summary>Through <see cref="Conversion"/>.</summary>
    private static Typed Converted(Typed value, TdsType type, int style = 0, bool nullWhenImpossible = false)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"tds_cast({value.Sql}, '{value.Type}', '{type}', {style}, {(nullWhenImpossible ? 1 : 0)})");
        var collation = Collations.Of(type);
        return new Typed(collation is null ? sql : $"({sql} COLLATE {collation})", type, value.Nullable || nullWhenImpossible, value.Source == TypedSource.Constant ? TypedSource.Constant : TypedSource.Computed);
    }

    private Typed Case(Expression.Case one, Scope scope)
    {
        var input = one.Input is null ? (Typed?)null : Value(one.Input, scope);
        List<Typed> results = [.. one.Branches.Select(branch => Value(branch.Then, scope))];
        if (one.Else is not null)
        {
            results.Add(Value(one.Else, scope));
        }

        var branches = one.Branches.Select((branch, i) =>
            $" WHEN {(input is { } compared ? Compared("=", compared, Value(branch.When, scope)) : Condition(branch.When, scope))} THEN {results[i].Sql}");
        var type = results.Where(result => result.Sql != "NULL").Select(result => result.Type).DefaultIfEmpty(TdsType.Int).Aggregate(Types.Common);
        return new Typed($"CASE{string.Concat(branches)}{(one.Else is null ? "" : $" ELSE {results[^1].Sql}")} END", type, one.Else is null || results.Any(result => result.Nullable));
    }

    private Typed Scalar(Query query, Scope scope)
    {
        var (sql, columns) = Translate(query, scope, null);
        return columns is [var column]
            ? new Typed($"({sql})", column.Type)
            : throw new TdsErrorException(116, "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.");
    }

    /// <summary>A value that no row is needed for; a parameter's text is its name.</summary>
    private object? Constant(Expression expression) => expression switch
    {
        Expression.Literal literal => literal.Text,
        Expression.Variable variable => _session.ParameterValue(variable.Name),
        _ => null,
    };
}
