namespace EksIngress.Emulator.Certificates;

/// <summary>Where listeners get their certificates from: the emulated ACM.</summary>
internal interface ICertificateStore
{
    /// <summary>
    /// The certificate as it is now; asked for at every handshake, so it must be cheap and the same object must come back until the
    /// certificate is imported again or renewed. Null when there is none with this ARN, or none that was issued.
    /// </summary>
    ServerCertificate? Find(string certificateArn);
}
