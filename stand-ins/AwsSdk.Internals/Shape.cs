#nullable enable
using System.Collections.Concurrent;
using System.Reflection;

namespace EksIngress.StandIns.Aws;

/// <summary>Members of a request, a response, an exception or a structure in them, found once per type.</summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    private Shape(Type type) => Members =
    [
        // Declared here only: the SDK's base classes carry what is no part of the message (HttpStatusCode and the like).
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property is { CanRead: true, CanWrite: true })
            .Select(property => new ShapeMember(property)),
    ];

    internal IReadOnlyList<ShapeMember> Members { get; }

    internal static Shape Of(Type type) => Shapes.GetOrAdd(type, static key => new Shape(key));

    internal ShapeMember GetMember(string propertyName) =>
        Members.FirstOrDefault(member => member.PropertyName == propertyName)
        ?? throw new ArgumentException($"No member {propertyName}.", nameof(propertyName));
}
