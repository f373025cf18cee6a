namespace EksIngress.Alb.Kubernetes;

/// <summary>networking.k8s.io/v1 Ingress, as far as the controller reads it.</summary>
internal sealed record Ingress
{
    public ObjectMeta Metadata { get; init; } = new();

    public Specification Spec { get; init; } = new();

    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    internal sealed record Specification
    {
        /// <summary>Null is "no class named", which is different from an empty name.</summary>
        public string? IngressClassName { get; init; }

        public Backend? DefaultBackend { get; init; }

        public IReadOnlyList<TlsEntry> Tls { get; init; } = [];

        public IReadOnlyList<Rule> Rules { get; init; } = [];
    }

    internal sealed record TlsEntry
    {
        public IReadOnlyList<string> Hosts { get; init; } = [];

        public string? SecretName { get; init; }
    }

    internal sealed record Rule
    {
        /// <summary>Empty matches every host.</summary>
        public string Host { get; init; } = "";

        public HttpRule? Http { get; init; }
    }

    internal sealed record HttpRule
    {
        public IReadOnlyList<HttpPath> Paths { get; init; } = [];
    }

    internal sealed record HttpPath
    {
        public string Path { get; init; } = "";

        /// <summary><c>Exact</c>, <c>Prefix</c>, <c>ImplementationSpecific</c> or null.</summary>
        public string? PathType { get; init; }

        public Backend Backend { get; init; } = new();
    }

    internal sealed record Backend
    {
        /// <summary>Null when the backend is a <c>resource</c>, which ALBs cannot serve.</summary>
        public ServiceBackend? Service { get; init; }
    }

    internal sealed record ServiceBackend
    {
        public string Name { get; init; } = "";

        public BackendPort Port { get; init; } = new();
    }

    internal sealed record BackendPort
    {
        public string Name { get; init; } = "";

        public int Number { get; init; }
    }
}
