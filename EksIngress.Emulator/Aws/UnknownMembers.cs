using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>Nothing that a request has is read past in silence: the first member that its operation does not know is refused by name.</summary>
internal static class UnknownMembers
{
    /// <summary>Not 500: SDKs try that again, and it would be as absent the next time.</summary>
    private const HttpStatusCode Status = HttpStatusCode.NotImplemented;

    private const int MaxNameLength = 128;

    /// <summary>Of a query request: each name, and that the items of each list are numbered from 1 on.</summary>
    /// <exception cref="AwsException"><c>NotEmulated</c>.</exception>
    public static void RefuseIn(IReadOnlyDictionary<string, string> sent, IAwsService service, AwsOperation operation)
    {
        var isEc2 = service.Protocol == AwsProtocol.Ec2Query;
        var isNumbered = false;
        foreach (var (name, value) in sent)
        {
            if (name is not ("Action" or "Version") && !IsKnown(operation.Members, name, value, isEc2, ref isNumbered))
            {
                throw Refused(service, operation, name);
            }
        }

        // Whatever reads a list stops at the first number that is missing.
        if (isNumbered && FindGap(sent) is { } gap)
        {
            throw NotEmulated(service, operation, gap, "Number the items of a list 1, 2, 3 and so on");
        }
    }

    /// <summary>Of a query string of an operation that is told by its path or header.</summary>
    /// <exception cref="AwsException"><c>NotEmulated</c>.</exception>
    public static void RefuseIn(IReadOnlyList<(string Name, string Value)> query, IAwsService service, AwsOperation operation)
    {
        foreach (var (name, _) in query)
        {
            if (!operation.Members.Query.Contains(name))
            {
                throw Refused(service, operation, name);
            }
        }
    }

    /// <summary>Of a body of JSON. A member that is null is one that was not sent.</summary>
    /// <exception cref="AwsException"><c>NotEmulated</c>.</exception>
    public static void RefuseIn(JsonObject body, IAwsService service, AwsOperation operation)
    {
        if (FindUnknownMember(operation.Members, body) is { } name)
        {
            throw Refused(service, operation, name);
        }
    }

    /// <summary>Of a document of XML, in which a structure has each of its members once.</summary>
    /// <exception cref="AwsException"><c>NotEmulated</c>.</exception>
    public static void RefuseIn(XElement document, IAwsService service, AwsOperation operation)
    {
        if (FindUnknown(operation.Members, document) is { } name)
        {
            throw Refused(service, operation, name);
        }
    }

    /// <summary>A body that an operation has no members for.</summary>
    /// <exception cref="AwsException"><c>NotEmulated</c>.</exception>
    public static void RefuseBody(AwsHttpRequest request, IAwsService service, AwsOperation operation)
    {
        if (!request.Body.IsEmpty)
        {
            throw NotEmulated(service, operation, "body", "Leave it out, or use AWS");
        }
    }

    // Tags.member.1.Key, of EC2 Tag.1.Key; a list or structure without anything in it comes as its bare name.
    private static bool IsKnown(RequestMembers members, ReadOnlySpan<char> name, string value, bool isEc2, ref bool isNumbered)
    {
        var known = members.Find(Next(ref name));
        while (known is not null)
        {
            if (name.IsEmpty)
            {
                return known.IsValue || value.Length == 0;
            }

            if (known.Items is { } items)
            {
                known = (isEc2 || Next(ref name) is "member") && IsNumber(Next(ref name), ref isNumbered) ? items : null;
            }
            else if (known.Values is { } values)
            {
                known = Next(ref name) is "entry" && IsNumber(Next(ref name), ref isNumbered)
                    ? Next(ref name) switch { "key" => name.IsEmpty ? RequestMembers.None : null, "value" => values, _ => null }
                    : null;
            }
            else
            {
                known = known.Find(Next(ref name));
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        var segment = dot < 0 ? name : name[..dot];
        name = dot < 0 ? [] : name[(dot + 1)..];
        return segment;
    }

    private static bool IsNumber(ReadOnlySpan<char> segment, ref bool isNumbered)
    {
        isNumbered |= segment is not "1";
        return segment.Length is > 0 and < 6 && segment[0] != '0' && !segment.ContainsAnyExceptInRange('0', '9');
    }

    private static string? FindGap(IReadOnlyDictionary<string, string> sent)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in sent.Keys)
        {
            for (var end = 0; end < name.Length; end++)
            {
                var start = end;
                end = name.IndexOf('.', start) is >= 0 and var dot ? dot : name.Length;
                if (char.IsAsciiDigit(name[start..end] is [var first, ..] ? first : '.'))
                {
                    items.Add(name[..end]);
                }
            }
        }

        return items.FirstOrDefault(item =>
        {
            var dot = item.LastIndexOf('.') + 1;
            var number = int.Parse(item.AsSpan(dot), System.Globalization.CultureInfo.InvariantCulture);
            return number > 1 && !items.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.AsSpan(0, dot)}{number - 1}"));
        });
    }

    private static string? FindUnknown(RequestMembers known, JsonNode? sent)
    {
        switch (sent)
        {
            case JsonObject structure when known.Values is { } values:
                foreach (var (key, value) in structure)
                {
                    if (FindUnknown(values, value) is { } unknown)
                    {
                        return $"{key}.{unknown}";
                    }
                }

                return null;
            // A structure in place of a value is for the operation to refuse: it reads that member.
            case JsonObject structure when known is { IsDocument: false, IsValue: false, Items: null }:
                return FindUnknownMember(known, structure);
            case JsonArray list when known.Items is { } items:
                for (var i = 0; i < list.Count; i++)
                {
                    if (FindUnknown(items, list[i]) is { } unknown)
                    {
                        return $"[{i}].{unknown}";
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static string? FindUnknownMember(RequestMembers known, JsonObject sent)
    {
        foreach (var (name, value) in sent)
        {
            if (value is null)
            {
                continue;
            }

            if (known.Find(name) is not { } member || (member.IsEmpty && value is not JsonArray { Count: 0 }))
            {
                return name;
            }

            if (FindUnknown(member, value) is { } unknown)
            {
                return unknown[0] == '[' ? name + unknown : $"{name}.{unknown}";
            }
        }

        return null;
    }

    private static string? FindUnknown(RequestMembers known, XElement sent)
    {
        if (known.IsDocument)
        {
            return null;
        }

        foreach (var element in sent.Elements())
        {
            var name = element.Name.LocalName;
            if (known.Find(name) is not { } member || (member.IsEmpty && !element.IsEmpty) || (member.Items is null && element.ElementsBeforeSelf().Any(other => other.Name.LocalName == name)))
            {
                return name;
            }

            if (FindUnknown(member.Items ?? member, element) is { } unknown)
            {
                return $"{name}.{unknown}";
            }
        }

        return null;
    }

    private static AwsException Refused(IAwsService service, AwsOperation operation, string name) => NotEmulated(service, operation, name, "Leave it out, or use AWS");

    private static AwsException NotEmulated(IAwsService service, AwsOperation operation, string name, string wayOut) => new(
        "NotEmulated",
        $"The parameter '{(name.Length <= MaxNameLength ? name : name[..MaxNameLength])}' of {operation.Name} is not emulated by the service '{service.SigningName}'. {wayOut}.",
        Status);
}
