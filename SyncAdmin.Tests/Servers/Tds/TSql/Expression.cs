using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>What gives a value or a truth.</summary>
internal abstract record Expression
{
    internal sealed record Literal(TokenKind Kind, string Text) : Expression;

    internal sealed record Null : Expression;

    internal sealed record Variable(string Name) : Expression;

    /// <summary>One to three parts; the last is the column.</summary>
    internal sealed record Column(IReadOnlyList<string> Parts) : Expression;

    internal sealed record Unary(string Operator, Expression Operand) : Expression;

    internal sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary>AND or OR of two or more: flat, for there may be thousands.</summary>
    internal sealed record Chain(string Operator, IReadOnlyList<Expression> Operands) : Expression;

    internal sealed record Call(IReadOnlyList<string> Name, IReadOnlyList<Expression> Arguments, bool Star = false, bool Distinct = false, Window? Over = null) : Expression;

    internal sealed record Window(IReadOnlyList<Expression> Partition, IReadOnlyList<OrderItem> Order);

    internal sealed record Cast(Expression Operand, TdsType Type, bool Try, int Style) : Expression;

    internal sealed record Case(Expression? Input, IReadOnlyList<(Expression When, Expression Then)> Branches, Expression? Else) : Expression;

    internal sealed record Exists(Query Query) : Expression;

    internal sealed record Scalar(Query Query) : Expression;

    internal sealed record In(Expression Operand, IReadOnlyList<Expression> Values, Query? Query, bool Not) : Expression;

    internal sealed record Between(Expression Operand, Expression Low, Expression High, bool Not) : Expression;

    internal sealed record Like(Expression Operand, Expression Pattern, Expression? Escape, bool Not) : Expression;

    internal sealed record IsNull(Expression Operand, bool Not) : Expression;

    internal sealed record Collate(Expression Operand, string Collation) : Expression;
}
