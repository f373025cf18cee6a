using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>The certificate of the webhook server, read again when its files change: the kubelet replaces them with the Secret.</summary>
internal sealed class ServingCertificate : IDisposable
{
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly Lock _gate = new();
    private DateTime _written;
    private X509Certificate2 _current;

    /// <exception cref="ControllerExitException">The files are missing, or hold no certificate with its key.</exception>
    public ServingCertificate(string certificateFile, string keyFile)
    {
        _certificateFile = certificateFile;
        _keyFile = keyFile;
        try
        {
            (_current, _written) = Load();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ControllerExitException("problem running manager", $"open {certificateFile}: {exception.Message}");
        }
    }

    public X509Certificate2 Get()
    {
        lock (_gate)
        {
            try
            {
                if (File.GetLastWriteTimeUtc(_certificateFile) != _written)
                {
                    (_current, _written) = Load();
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // In the middle of being replaced: the one before is good until then.
            }

            return _current;
        }
    }

    public void Dispose() => _current.Dispose();

    private (X509Certificate2 Certificate, DateTime Written) Load()
    {
        var written = File.GetLastWriteTimeUtc(_certificateFile);
        using var pem = X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile);

        // A certificate with a key of this process alone cannot be used by the TLS of every platform.
        return (X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), written);
    }
}
