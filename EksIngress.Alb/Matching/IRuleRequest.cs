using System.Net;

namespace EksIngress.Alb.Matching;

/// <summary>What of a request rules look at, as it came over the wire: nothing decoded, nothing normalized.</summary>
internal interface IRuleRequest
{
    /// <summary>First Host header without its port.</summary>
    string Host { get; }

    /// <summary>Path without the query.</summary>
    string Path { get; }

    /// <summary>Query without the leading question mark; empty when there is none.</summary>
    string Query { get; }

    string Method { get; }

    /// <summary>Peer of the connection, never what a header says.</summary>
    IPAddress? Source { get; }

    /// <summary>True if some value of the header passes.</summary>
    bool AnyHeaderValue(string name, Func<string, bool> passes);
}
