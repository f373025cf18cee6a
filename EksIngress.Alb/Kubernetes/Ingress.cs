namespace EksIngress.Alb.Kubernetes;

/// <summary>networking.k8s.io/v1 Ingress, as far as the controller reads it.</summary>
public sealed record Ingress
{
    /// <summary>Name, annotations, finalizers and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Class, rules and TLS hosts.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Class, rules and TLS hosts.</summary>
    public sealed record Specification
    {
        /// <summary>Null is "no class named", which is different from an empty name.</summary>
        public string? IngressClassName { get; init; }

        /// <summary>Takes requests that no rule matches; null answers them with 404.</summary>
        public Backend? DefaultBackend { get; init; }

        /// <summary>Hosts to find certificates for.</summary>
        public IReadOnlyList<TlsEntry> Tls { get; init; } = [];

        /// <summary>In the order of the manifest.</summary>
        public IReadOnlyList<Rule> Rules { get; init; } = [];
    }

    /// <summary>One entry of <c>spec.tls</c>.</summary>
    public sealed record TlsEntry
    {
        /// <summary>Host names.</summary>
        public IReadOnlyList<string> Hosts { get; init; } = [];

        /// <summary>Read by other controllers only.</summary>
        public string? SecretName { get; init; }
    }

    /// <summary>Paths of one host.</summary>
    public sealed record Rule
    {
        /// <summary>Empty matches every host.</summary>
        public string Host { get; init; } = "";

        /// <summary>Null when the rule has no paths at all.</summary>
        public HttpRule? Http { get; init; }
    }

    /// <summary>The paths of a rule.</summary>
    public sealed record HttpRule
    {
        /// <summary>In the order of the manifest.</summary>
        public IReadOnlyList<HttpPath> Paths { get; init; } = [];
    }

    /// <summary>A path and where it leads.</summary>
    public sealed record HttpPath
    {
        /// <summary>Empty matches every path.</summary>
        public string Path { get; init; } = "";

        /// <summary><c>Exact</c>, <c>Prefix</c>, <c>ImplementationSpecific</c> or null.</summary>
        public string? PathType { get; init; }

        /// <summary>Where matching requests go.</summary>
        public Backend Backend { get; init; } = new();
    }

    /// <summary>Where requests go.</summary>
    public sealed record Backend
    {
        /// <summary>Null when the backend is a <c>resource</c>, which ALBs cannot serve.</summary>
        public ServiceBackend? Service { get; init; }
    }

    /// <summary>A Service, or the name of an action annotation.</summary>
    public sealed record ServiceBackend
    {
        /// <summary>Name of the Service in the Ingress's namespace.</summary>
        public string Name { get; init; } = "";

        /// <summary>Which of its ports.</summary>
        public BackendPort Port { get; init; } = new();
    }

    /// <summary>A port by name or by number.</summary>
    public sealed record BackendPort
    {
        /// <summary>Empty when the port is given by number.</summary>
        public string Name { get; init; } = "";

        /// <summary>0 when the port is given by name.</summary>
        public int Number { get; init; }
    }
}
