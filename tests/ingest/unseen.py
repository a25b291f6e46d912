"""Texts of documents as people bring them; the words are our own. They imitate exports of old PDF files, pages of sheets,
resolutions of the first decades, laws and treaties of several traditions.
"""

OLD_COUNCIL = """
聯合國安理會決議案九

九(一九四七). 一九四七年三月十日決議案1

  安全理事會,

  鑒於該港之燈塔業已熄滅,又

  覆按其以往各項決議案,

  爰議決:

  一. 凡已收到之申請書,應予審議;

  二. 請秘書長具報。

第四十九次會議一致通過


  1 理事會嗣後加以修改。
"""
OLD_ASSEMBLY = (
    "二一六三(二十一)、湖泊航行問題\n大會,\n"
    f"察及其一九五〇年十二月十四日決議案所載建議內稱：{'湖上之燈塔應由沿岸各國共同維持，' * 8}\n"
    f"復查上述決議案業經{'沿岸各國及其鄰國分別予以接受，' * 9}\n"
    "重申此項決議仍屬有效。\n一九六六年十二月一日,\n第一四八三次全體會議\n"
)
APART = """
General Assembly

Resolution 76/399
Reading rooms

The General Assembly,

Guided by the Charter,

1.

Recognizes that reading rooms are needed;

2.

Decides:

(a)

To open them at night;

(b)

To heat them.

3.

Requests a report.

97th plenary meeting
28 July 2022
"""
BARE = """
关于流动诊所的说明

1 本说明根据理事会的要求编写，介绍流动诊所的开设情况。

2 流动诊所每周到访每个村庄一次，由两名医生组成。

3 今后三年将增加二十个流动诊所。
"""
FULL_WIDTH = """
关于图书馆的工作报告

１．本报告介绍全年情况。

２．主要做法如下：

①延长开放时间；

②增加藏书。

３．下一步将继续改进。
"""
BRACKETS = """
MEMORANDUM

1) The City shall maintain the quay.

2) The Authority shall:
   a) dredge the basin;
   b) publish charts.

3) This memorandum enters into force upon signature.
"""
COLUMNS = """
Report on wells

1.    The wells were counted as follows:

Year            Number of wells         Region
2019            10                      North
2020            2                       South

2.    More wells are planned.
"""
TREATY = """
CONVENTION ON LIGHTHOUSES

The States Parties to the present Convention,
Considering the fundamental role of lighthouses,
Recognizing the importance of fog signals,
Have agreed as follows:

PART ONE

Article 1. Scope of the present Convention
The present Convention applies to lighthouses.

Article 2
1. For the purposes of the present Convention:
(a) “light” means a fixed or flashing light;
(b) “signal” means a sound.

IN WITNESS WHEREOF the undersigned have signed the present Convention.
"""
LAW_TRADITIONAL = """
《公共圖書館規例》

第一章 總則

第一條 本規例所稱圖書館，指下列各項：
一、市立圖書館；
二、區立圖書館。

第二條之一 圖書館每日開放八小時。
但遇颱風者，不在此限。
"""
LAW_FRENCH = """
LOI relative aux bibliothèques

TITRE Ier

Article 1er
Les bibliothèques sont ouvertes à tous.

Article 2
I. - L’accès est gratuit.
II. - Un décret précise :
1° Les horaires ;
2° Les modalités de prêt.

Article L. 310-1
Les collections sont pluralistes.
"""
DECLARATION = """
Nations Unies A/RES/70/199

Assemblée générale
Soixante-dixième session

Résolution adoptée par l’Assemblée générale
le 25 septembre 2015

70/199. Éclairer notre monde

L’Assemblée générale

Adopte la déclaration ci-après :

Éclairer nos côtes

Préambule

La présente déclaration est un plan d’action pour les phares.

1. Nous, gardiens de phare, avons fixé de nouveaux objectifs.

2. Nous avons pris une décision.
"""
NEWS_LETTERS = """
AGENDA

A. Openings
1. Opening by the President.
2. Silent prayer.
B. Growth
16. Policy questions:
(a) Trade;
(b) Finance.
"""
BULLETS_O = """
Meeting notes

The following actions were agreed:

o The secretariat will circulate the draft.
o Members will send comments within a week, and those who
  cannot will tell the secretariat.

The next meeting takes place in May.
"""
