using System.Security.Cryptography;
using System.Text;
using Scheduling.Domain;
using Scheduling.Domain.Identifiers;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Patients;

/// <summary>
/// The keys of the personal data, which lie outside of the database: one that wraps the key of every person, one for
/// the hashes by which somebody is looked up.
/// </summary>
/// <remarks>Sealed data are a nonce, a tag and the ciphertext of AES-256-GCM; the person they belong to is
/// authenticated with them, so that nobody's data can be put in another's place.</remarks>
internal sealed class PersonalKeys(byte[] wrapping, byte[] hashing)
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Tells two installations' keys apart and says nothing about them.</summary>
    public byte[] Fingerprint => HashOf("keys", Convert.ToHexString(HMACSHA256.HashData(wrapping, "keys"u8)));

    /// <summary>The keys in a folder, where they are made when they are missing.</summary>
    public static PersonalKeys In(string folder) =>
        new(KeyFile.ReadOrMake(folder, "patients"), KeyFile.ReadOrMake(folder, "patients-hash"));

    /// <summary>A key for one person.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>An identity that nothing else can be told from.</summary>
    public static PatientId NewPatient()
    {
        var bits = RandomNumberGenerator.GetBytes(16);

        // UUIDv4 (RFC 9562).
        bits[6] = (byte)((bits[6] & 0x0F) | 0x40);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return new PatientId(new Guid(bits, bigEndian: true));
    }

    public byte[] HashOf(Pesel pesel) => HashOf("pesel", pesel.Reveal());

    /// <param name="mobile">As it is kept.</param>
    public byte[] HashOfMobile(string mobile) => HashOf("mobile", mobile);

    /// <summary>The key of a person as the database keeps it.</summary>
    public byte[] Wrap(PatientId patient, byte[] key) => Seal(wrapping, patient, key);

    /// <exception cref="AuthenticationTagMismatchException">It was wrapped for another person or by another
    /// key.</exception>
    public byte[] Unwrap(PatientId patient, byte[] wrapped) => Unseal(wrapping, patient, wrapped);

    /// <summary>Encrypts for one person.</summary>
    public static byte[] Seal(byte[] key, PatientId patient, ReadOnlySpan<byte> clear)
    {
        var target = new byte[NonceBytes + TagBytes + clear.Length];
        var nonce = target.AsSpan(0, NonceBytes);
        var tag = target.AsSpan(NonceBytes, TagBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, clear, target.AsSpan(NonceBytes + TagBytes), tag, Owner(patient));
        return target;
    }

    /// <exception cref="AuthenticationTagMismatchException">The data are another person's, of another key, or
    /// changed.</exception>
    public static byte[] Unseal(byte[] key, PatientId patient, byte[] sealedData)
    {
        var clear = new byte[sealedData.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            sealedData.AsSpan(0, NonceBytes), sealedData.AsSpan(NonceBytes + TagBytes),
            sealedData.AsSpan(NonceBytes, TagBytes), clear, Owner(patient));
        return clear;
    }

    private static byte[] Owner(PatientId patient) => patient.Value.ToByteArray(bigEndian: true);

    // What is hashed says of which kind it is: the same digits may be two things.
    private byte[] HashOf(string kind, string value) =>
        HMACSHA256.HashData(hashing, Encoding.UTF8.GetBytes($"{kind}\n{value}"));
}
