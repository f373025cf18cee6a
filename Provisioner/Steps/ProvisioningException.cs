namespace EksIngress.Provisioner.Steps;

/// <summary>A state that needs a person: the message says what was found, what is wanted and what to do.</summary>
public sealed class ProvisioningException : Exception
{
    /// <param name="message">The whole text for the user.</param>
    public ProvisioningException(string message)
        : base(message)
    {
    }

    /// <param name="message">The whole text for the user.</param>
    /// <param name="innerException">What AWS or Kubernetes answered.</param>
    public ProvisioningException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
