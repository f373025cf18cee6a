using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws;

/// <summary>
/// The members that an operation knows: all that a request may have. Written as
/// <c>Name Subnets[] Tags[](Key Value) Options(Export) labels{} Rules** Contexts! ?nextToken</c>: a value, a list of values, a list of structures,
/// a structure, a map, a document of any content, a list that may only come empty, and a value in the query string of a REST operation.
/// Members in the path are in its route.
/// </summary>
internal sealed class RequestMembers
{
    /// <summary>No members at all.</summary>
    public static readonly RequestMembers None = new([]);

    private readonly ImmutableArray<(string Name, RequestMembers Member)> _members;
    private readonly char _kind;
    private readonly RequestMembers? _of;

    /// <exception cref="ArgumentException">The text is not written as this type says, or names a member twice.</exception>
    public RequestMembers(string text)
    {
        var position = 0;
        (_members, Query) = Parse(text, ref position, isInside: false);
    }

    private RequestMembers(ImmutableArray<(string Name, RequestMembers Member)> members, char kind = ' ', RequestMembers? of = null)
    {
        _members = members;
        _kind = kind;
        _of = of;
        Query = [];
    }

    /// <summary>What each item of a list knows; null for what is no list.</summary>
    public RequestMembers? Items => _kind == '[' ? _of : null;

    /// <summary>What each value of a map knows; null for what is no map.</summary>
    public RequestMembers? Values => _kind == '{' ? _of : null;

    /// <summary>Whether anything may stand in it: it is kept as it was sent.</summary>
    public bool IsDocument => _kind == '*';

    /// <summary>Whether only a list without items may stand in it.</summary>
    public bool IsEmpty => _kind == '!';

    /// <summary>A value, not a structure, list, map or document.</summary>
    public bool IsValue => _kind == ' ' && _members.IsEmpty;

    /// <summary>Whether a request may have a body, of the protocols that have members elsewhere, too.</summary>
    public bool HasBody => !_members.IsEmpty;

    /// <summary>The members of this structure by name, without those of a query string.</summary>
    public IEnumerable<(string Name, RequestMembers Member)> Members => _members;

    /// <summary>Names in the query string of a REST operation.</summary>
    public ImmutableArray<string> Query { get; }

    public RequestMembers? Find(ReadOnlySpan<char> name)
    {
        foreach (var (known, member) in _members)
        {
            if (name.SequenceEqual(known))
            {
                return member;
            }
        }

        return null;
    }

    private static (ImmutableArray<(string Name, RequestMembers Member)> Members, ImmutableArray<string> Query) Parse(string text, ref int position, bool isInside)
    {
        var members = ImmutableArray.CreateBuilder<(string Name, RequestMembers Member)>();
        var query = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            while (position < text.Length && text[position] == ' ')
            {
                position++;
            }

            if (position == text.Length || text[position] == ')')
            {
                if (isInside != position++ < text.Length)
                {
                    throw Wrong(text, position);
                }

                return (members.ToImmutable(), query.ToImmutable());
            }

            var start = position;
            var isInQuery = text[position] == '?' && !isInside;
            position += isInQuery ? 1 : 0;
            var (name, member) = ParseMember(text, ref position);
            if (query.Contains(name) || members.Any(other => other.Name == name))
            {
                throw Wrong(text, start);
            }

            if (isInQuery)
            {
                query.Add(name);
            }
            else
            {
                members.Add((name, member));
            }
        }
    }

    private static (string Name, RequestMembers Member) ParseMember(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
        {
            position++;
        }

        var name = position > start ? text[start..position] : throw Wrong(text, position);
        return (name, ParseKind(text, ref position));
    }

    private static RequestMembers ParseKind(string text, ref int position)
    {
        switch (position < text.Length ? text[position] : ' ')
        {
            case '(':
                position++;
                return new RequestMembers(Parse(text, ref position, isInside: true).Members);
            case '!':
                position++;
                return new RequestMembers([], '!');
            case ' ' or ')':
                return None;
            case var mark when position + 1 < text.Length && text.AsSpan(position, 2) is "[]" or "{}" or "**":
                position += 2;
                return new RequestMembers([], mark, mark == '*' ? null : ParseKind(text, ref position));
            default:
                throw Wrong(text, position);
        }
    }

    private static ArgumentException Wrong(string text, int position) => new($"The list of members '{text}' is wrong at character {position}.");
}
