using System.Globalization;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What one health check found. A closed set.</summary>
internal abstract record ProbeOutcome
{
    private ProbeOutcome() { }

    internal sealed record Success : ProbeOutcome
    {
        public static Success Instance { get; } = new();
    }

    /// <param name="Reason">Reason code of the API.</param>
    internal sealed record Failure(string Reason, string Description) : ProbeOutcome
    {
        public static Failure Timeout { get; } = new("Target.Timeout", "Request timed out");

        /// <summary>No connection, or no HTTP answer on it.</summary>
        public static Failure Failed { get; } = new("Target.FailedHealthChecks", "Health checks failed");

        /// <summary>The check itself went wrong, on the load balancer's side.</summary>
        public static Failure Internal { get; } = new("Elb.InternalError", "Health checks failed due to an internal error");

        /// <param name="statusCode">Of HTTP, or of gRPC.</param>
        public static Failure Mismatch(int statusCode) =>
            new("Target.ResponseCodeMismatch", string.Create(CultureInfo.InvariantCulture, $"Health checks failed with these codes: [{statusCode}]"));
    }
}
