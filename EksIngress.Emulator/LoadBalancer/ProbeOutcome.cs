using System.Globalization;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What one health check found. A closed set.</summary>
internal abstract record ProbeOutcome
{
    private ProbeOutcome() { }

    /// <summary>What the target answered: of HTTP, or of gRPC; null when it did not.</summary>
    public int? StatusCode { get; init; }

    internal sealed record Success : ProbeOutcome
    {
        public static Success Instance { get; } = new();
    }

    /// <summary>What is registered cannot be a target as it is: nobody was asked.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html</remarks>
    internal sealed record Unusable(string Reason, string Description) : ProbeOutcome
    {
        /// <summary>An address that a load balancer has taken itself.</summary>
        public static Unusable Address { get; } = new("Target.IpUnusable", "The IP address cannot be used as a target, as it is in use by a load balancer");

        /// <param name="state">For example <c>terminated</c>.</param>
        public static Unusable Instance(string state) => new("Target.InvalidState", $"Target is in the {state} state");
    }

    /// <param name="Reason">Reason code of the API.</param>
    /// <param name="Description">Its description there.</param>
    /// <param name="LogReason">Reason code of health check logs.</param>
    internal sealed record Failure(string Reason, string Description, string LogReason) : ProbeOutcome
    {
        public static Failure Timeout { get; } = new("Target.Timeout", "Request timed out", "TimedOut");

        /// <summary>No connection, or no HTTP answer on it.</summary>
        public static Failure Failed { get; } = new("Target.FailedHealthChecks", "Health checks failed", "ConnectionReset");

        /// <summary>The check itself went wrong, on the load balancer's side.</summary>
        public static Failure Internal { get; } = new("Elb.InternalError", "Health checks failed due to an internal error", "InternalError");

        /// <summary>An answer of HTTP with another status than the wanted ones.</summary>
        public static Failure Mismatch(int statusCode) => Mismatch(statusCode, statusCode >= 500 ? "TargetError" : "ResponseCodeMismatch");

        /// <summary>The end of a gRPC call with another status than the wanted ones.</summary>
        public static Failure GrpcMismatch(int status) => Mismatch(status, "GRPCUnexpectedStatus");

        /// <summary>An answer to a gRPC call that is none.</summary>
        /// <param name="statusCode">Of HTTP.</param>
        public static Failure NoGrpcStatus(int statusCode, string logReason) => Failed with { StatusCode = statusCode, LogReason = logReason };

        private static Failure Mismatch(int statusCode, string logReason) =>
            new("Target.ResponseCodeMismatch", string.Create(CultureInfo.InvariantCulture, $"Health checks failed with these codes: [{statusCode}]"), logReason)
            {
                StatusCode = statusCode,
            };
    }
}
