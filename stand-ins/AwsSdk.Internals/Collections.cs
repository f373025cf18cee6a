#nullable enable
using Amazon;

namespace EksIngress.StandIns.Aws;

/// <summary>First value of a collection member: null, unless the application asked the SDK for empty collections.</summary>
internal static class Collections
{
    internal static List<T>? List<T>() => AWSConfigs.InitializeCollections ? [] : null;

    internal static Dictionary<string, T>? Dictionary<T>() => AWSConfigs.InitializeCollections ? [] : null;
}
