#nullable enable
using System.Collections;
using System.Reflection;
using Amazon;

namespace EksIngress.StandIns.Aws;

/// <summary>One member of a <see cref="Shape"/>.</summary>
internal sealed class ShapeMember(PropertyInfo property)
{
    private readonly string? _wireName = property.GetCustomAttribute<WireAttribute>()?.Name;
    private readonly bool _idempotencyToken = property.GetCustomAttribute<IdempotencyTokenAttribute>() is not null;

    internal string PropertyName => property.Name;

    internal Type Type => property.PropertyType;

    internal string QueryName => _wireName ?? property.Name;

    internal string JsonName { get; } =
        property.GetCustomAttribute<WireAttribute>()?.Name
        ?? (property.Module.Assembly.IsDefined(typeof(PascalCaseJsonAttribute)) ? property.Name : char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);

    /// <summary>
    /// The value to send; null when there is none. A missing idempotency token is made here and not written back to
    /// the caller's object: the same object sent twice means two requests.
    /// </summary>
    internal object? FindValue(object owner)
    {
        var value = property.GetValue(owner);
        return value switch
        {
            null when _idempotencyToken => Guid.NewGuid().ToString(),
            // With initialized collections an empty one cannot mean "send an empty one".
            ICollection { Count: 0 } when AWSConfigs.InitializeCollections => null,
            _ => value,
        };
    }

    internal void Set(object owner, object? value) => property.SetValue(owner, value);
}
