using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly bool? _isExternal;
    private int? _port;
    private int? _targetPort;
    private bool? _external;
    private string? _transport;

    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        _transport = transport;
        Name = name ?? UriScheme;
        _port = port;
        _targetPort = targetPort;
        _isExternal = isExternal;
        IsExplicitlyProxied = isProxied;
    }

    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme, string? transport, string? name, int? port, int? targetPort, bool? isExternal, bool isProxied)
        : this(protocol, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    public string UriScheme { get; set; }

    /// <summary><c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Port that clients use. Without a proxy it is also the port that the process listens on.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>Port that the process listens on; null lets the orchestrator choose one per replica.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    public string TargetHost { get; set; } = "localhost";

    public bool IsExternal
    {
        get => _external ?? _isExternal ?? false;
        set => _external = value;
    }

    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was asked for; null when nothing was.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>True leaves the endpoint out when the whole resource is referenced.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    public bool TlsEnabled { get; set; }

    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllocatedEndpointSnapshot.IsValueSet
            ? AllocatedEndpointSnapshot.GetValueAsync().GetAwaiter().GetResult()
            : null;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            AllocatedEndpointSnapshot.SetValue(value);
        }
    }

    public ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot { get; } = new();

    /// <summary>True for the endpoints that a launch profile gave; the manifest carries no ports of these.</summary>
    internal bool FromLaunchProfile { get; init; }
}
